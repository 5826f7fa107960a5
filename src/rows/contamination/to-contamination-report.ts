import { type KeyTier, keyTiers } from "../keys/key-tier.ts";
import { toRowName } from "../scan/row-name.ts";
import type {
  BenchmarkContamination,
  ContaminationFindings,
  FoundItem,
  RowContamination,
} from "./contamination-report.ts";
import { listWarnings } from "./contamination-warnings.ts";
import type { FoundContamination } from "./find-contamination.ts";
import { type ListedMatch, listMatches, toExcerpt } from "./listed-matches.ts";
import { type Verdict, verdicts } from "./verdict.ts";

export interface ReportRequest {
  /** Whether the items that were found are listed, and with how many of their rows at most. */
  readonly items: { readonly mostRows: number } | null;
  /** Whether the rows that hold items are listed. */
  readonly rows: boolean;
}

/** Counts what was found by benchmark, and lists what was asked for. */
export async function toContaminationReport(
  found: FoundContamination,
  request: ReportRequest,
): Promise<ContaminationFindings> {
  const counts = found.benchmarks.names.map(() => createCounts());
  const listed = found.benchmarks.names.map((): ListedItem[] => []);
  const rows: ListedMatch[] = [];
  for await (const matches of groupByEntry(listMatches(found))) {
    const [first] = matches;
    const entry = found.benchmarks.entries[first?.entry ?? -1];
    if (entry === undefined) continue;
    countEntry(counts[entry.benchmark], matches, entry.keys);
    if (request.items !== null) {
      const item = toFoundItem(found, matches, request.items.mostRows);
      listed[entry.benchmark]?.push({ entry: first?.entry ?? 0, item });
    }
    if (request.rows) rows.push(...matches);
  }
  const benchmarks = found.benchmarks.names.map((name, benchmark) =>
    toBenchmark(found, { name, benchmark, counts: counts[benchmark], items: listed[benchmark] ?? [] }),
  );
  return {
    benchmarks,
    ...(request.rows ? { rows: toRows(found, rows) } : {}),
    inputs: [...found.benchmarkInputs, ...found.trainInputs],
    warnings: listWarnings(found, benchmarks),
  };
}

/** A listed item, which the pair it stands for puts in its place: parts of the items come one after the other. */
interface ListedItem {
  readonly entry: number;
  readonly item: FoundItem;
}

interface Counts {
  readonly keys: Readonly<Record<KeyTier, Set<number>>>;
  readonly near: Record<Verdict, number>;
}

function createCounts(): Counts {
  return {
    keys: { raw: new Set(), trim: new Set(), norm: new Set(), strong: new Set(), skeleton: new Set() },
    near: { confirmed: 0, likely: 0, review: 0 },
  };
}

async function* groupByEntry(matches: AsyncIterable<ListedMatch>): AsyncIterable<ListedMatch[]> {
  let group: ListedMatch[] = [];
  for await (const match of matches) {
    if (group.length > 0 && group[0]?.entry !== match.entry) {
      yield group;
      group = [];
    }
    group.push(match);
  }
  if (group.length > 0) yield group;
}

function countEntry(
  counts: Counts | undefined,
  matches: readonly ListedMatch[],
  keys: Readonly<Record<KeyTier, number>>,
): void {
  const tiers = new Set(matches.flatMap((match) => match.tiers));
  for (const tier of tiers) counts?.keys[tier].add(keys[tier]);
  if (tiers.size === 0 && counts !== undefined) counts.near[toBestVerdict(matches)] += 1;
}

function toBestVerdict(matches: readonly ListedMatch[]): Verdict {
  return verdicts.find((verdict) => matches.some((match) => match.verdict === verdict)) ?? "review";
}

function toFoundItem(
  found: FoundContamination,
  matches: readonly ListedMatch[],
  mostRows: number,
): FoundItem {
  const entry = found.benchmarks.entries[matches[0]?.entry ?? 0];
  const ranked = matches.toSorted((one, other) => toRank(one) - toRank(other));
  return {
    benchmark: {
      index: entry?.index ?? 0,
      id: entry?.id ?? null,
      excerpt: entry === undefined ? "" : toExcerpt(entry),
    },
    verdict: toBestVerdict(matches),
    tier: keyTiers.find((tier) => matches.some((match) => match.tier === tier)) ?? null,
    rowCount: matches.length,
    rows: ranked.slice(0, mostRows).map(({ shard, row, source, tier, features, verdict, excerpt }) => ({
      ...toRowName(found.places, shard, row),
      source,
      tier,
      method: features.method,
      verdict,
      features,
      excerpt,
    })),
  };
}

/** Pairs by their keys first, then what is surest. */
function toRank({ tiers, tier, verdict }: ListedMatch): number {
  const byKey = tier === null ? keyTiers.length : keyTiers.indexOf(tier);
  return (tiers.length > 0 ? 0 : 100) + verdicts.indexOf(verdict) * 10 + byKey;
}

interface BenchmarkPart {
  readonly name: string;
  readonly benchmark: number;
  readonly counts: Counts | undefined;
  readonly items: readonly ListedItem[];
}

function toBenchmark(
  found: FoundContamination,
  { name, benchmark, counts, items }: BenchmarkPart,
): BenchmarkContamination {
  const unique = found.benchmarks.uniqueCounts[benchmark];
  const own = found.benchmarks.items.filter((item) => item.benchmark === benchmark);
  const answered = own.filter(({ isAnswered }) => isAnswered).flatMap(({ entries }) => entries).length;
  const toKey = (tier: KeyTier) => {
    const [all, hit] = [unique?.[tier] ?? 0, counts?.keys[tier].size ?? 0];
    return { unique: all, found: hit, rate: all === 0 ? 0 : hit / all };
  };
  return {
    benchmark: { name, rows: found.benchmarkInputs[benchmark]?.rows ?? 0, answered },
    train: { rows: found.trainInputs.reduce((sum, { rows }) => sum + rows, 0) },
    keys: {
      raw: toKey("raw"),
      trim: toKey("trim"),
      norm: toKey("norm"),
      strong: toKey("strong"),
      skeleton: toKey("skeleton"),
    },
    near: { ...(counts?.near ?? createCounts().near) },
    items: items.toSorted((one, other) => one.entry - other.entry).map(({ item }) => item),
  };
}

function toRows(found: FoundContamination, matches: readonly ListedMatch[]): RowContamination[] {
  const byRow = new Map<string, ListedMatch[]>();
  const inOrder = matches.toSorted(
    (one, other) => one.shard - other.shard || one.row - other.row || one.entry - other.entry,
  );
  for (const match of inOrder) {
    const key = `${match.shard} ${match.row}`;
    const own = byRow.get(key);
    if (own === undefined) byRow.set(key, [match]);
    else own.push(match);
  }
  return Array.from(byRow.values(), (own) => toRow(found, own));
}

function toRow(found: FoundContamination, matches: readonly ListedMatch[]): RowContamination {
  const [first] = matches;
  return {
    ...toRowName(found.places, first?.shard ?? 0, first?.row ?? 0),
    source: first?.source ?? null,
    verdict: toBestVerdict(matches),
    items: matches.map(({ entry, tier, features, verdict }) => {
      const { benchmark = 0, index = 0, id = null } = found.benchmarks.entries[entry] ?? {};
      return {
        benchmark: found.benchmarks.names[benchmark] ?? "",
        index,
        id,
        tier,
        method: features.method,
        verdict,
      };
    }),
  };
}
