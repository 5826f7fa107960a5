import { compareText } from "../../model/index.ts";
import type { KeyTier } from "../keys/key-tier.ts";
import type { RowJob } from "../scan/row-job.ts";
import { listShardPlaces, toRowName } from "../scan/row-name.ts";
import type { RowSource, RowSources } from "../scan/row-sources.ts";
import type { ScanAccount } from "../scan/scan-account.ts";
import type { RedundancyReport } from "./redundancy-report.ts";
import type { LedgerResult } from "./source-ledger.ts";
import type { TierCounts } from "./tier-counts.ts";

export interface ReportContext {
  readonly job: RowJob;
  /** One for each shard of the job. */
  readonly accounts: readonly ScanAccount[];
  readonly sources: RowSources;
}

type BySource = RedundancyReport["bySource"][number];
type Pair = RedundancyReport["pairs"][number];

export function toKeyCounts(counts: readonly TierCounts[], rows: number): RedundancyReport["keys"] {
  return toTiers(counts, ({ unique }) => ({ unique, rate: toRate(unique, rows) }));
}

function toRate(unique: number, rows: number): number {
  return rows === 0 ? 0 : (rows - unique) / rows;
}

/** A record by tier, in the order of the tiers. */
function toTiers<Value>(
  counts: readonly TierCounts[],
  toValue: (counts: TierCounts) => Value,
): Partial<Record<KeyTier, Value>> {
  return Object.fromEntries(counts.map((one) => [one.tier, toValue(one)])) as Partial<Record<KeyTier, Value>>;
}

export function toBySource(counts: readonly TierCounts[], { job, sources }: ReportContext): BySource[] {
  return job.inputs.flatMap((input, index) => {
    const whole = toSourceCounts(counts, { index, level: "byInput" });
    const labelled = listLabelled(sources.sources, index).map(({ number, label }) => ({
      input: input.name,
      label,
      ...toSourceCounts(counts, { index: number, level: "bySource" }),
    }));
    labelled.sort((one, other) => other.rows - one.rows || compareText(one.label ?? "", other.label ?? ""));
    return [{ input: input.name, label: null, ...whole }, ...labelled];
  });
}

/** The labelled sources of an input, where there are several. */
function listLabelled(sources: readonly RowSource[], input: number) {
  const own = sources.flatMap((source, number) => (source.input === input ? [{ ...source, number }] : []));
  return own.length > 1 ? own : [];
}

interface SourcePlace {
  readonly index: number;
  readonly level: "byInput" | "bySource";
}

function toSourceCounts(counts: readonly TierCounts[], { index, level }: SourcePlace) {
  const rows = counts[0]?.[level].rows[index] ?? 0;
  const keys = toTiers(counts, (tier) => {
    const unique = tier[level].unique[index] ?? 0;
    const owned = tier[level].owned[index] ?? 0;
    return { unique, rate: toRate(unique, rows), ownDuplicates: rows - unique, broughtIn: unique - owned };
  });
  return { rows, keys };
}

export function toPairs(counts: readonly TierCounts[], { job, sources }: ReportContext): Pair[] {
  const toInputName = (index: number) => ({ input: job.inputs[index]?.name ?? "", label: null });
  const toSourceName = (index: number) => {
    const source = sources.sources[index];
    return { input: job.inputs[source?.input ?? 0]?.name ?? "", label: source?.label ?? null };
  };
  const isLabelled = sources.sources.length > job.inputs.length;
  return [
    ...joinPairs(counts, "byInput").map((pair) => toPair(pair, "input", toInputName)),
    ...(isLabelled ? joinPairs(counts, "bySource").map((pair) => toPair(pair, "label", toSourceName)) : []),
  ];
}

interface JoinedPair {
  readonly first: number;
  readonly second: number;
  readonly keys: Pair["keys"];
}

function toPair(
  { first, second, keys }: JoinedPair,
  level: Pair["level"],
  toName: (index: number) => Pair["first"],
): Pair {
  return { level, first: toName(first), second: toName(second), keys };
}

/** Every pair that shares a key at some tier, with zeros at the tiers at which it shares none. */
function joinPairs(counts: readonly TierCounts[], level: SourcePlace["level"]): JoinedPair[] {
  const pairs = new Map<string, { first: number; second: number }>();
  for (const counted of counts) {
    for (const { first, second } of counted[level].pairs) pairs.set(`${first} ${second}`, { first, second });
  }
  const lists = counts.map((counted) => toPairMap(counted[level]));
  return [...pairs.entries()]
    .map(([name, pair]) => ({
      ...pair,
      keys: Object.fromEntries(
        counts.map(({ tier }, index) => [tier, lists[index]?.get(name) ?? { unique: 0, rows: 0 }]),
      ),
    }))
    .sort((one, other) => one.first - other.first || one.second - other.second);
}

function toPairMap({ pairs }: LedgerResult): ReadonlyMap<string, { unique: number; rows: number }> {
  return new Map(pairs.map(({ first, second, unique, rows }) => [`${first} ${second}`, { unique, rows }]));
}

export function toExamples(
  counts: readonly TierCounts[],
  { job, accounts }: ReportContext,
): RedundancyReport["examples"] {
  const places = listShardPlaces(job, accounts);
  return toTiers(counts, ({ examples }) =>
    examples.map(({ copies, rows }) => ({
      copies,
      rows: rows.map(({ map, row }) => toRowName(places, map, row)),
    })),
  );
}
