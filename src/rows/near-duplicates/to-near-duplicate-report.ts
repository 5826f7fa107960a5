import { compareText } from "../../model/index.ts";
import { accountInputs } from "../scan/input-account.ts";
import type { RowJob } from "../scan/row-job.ts";
import type { NearDuplicates } from "./find-near-duplicates.ts";
import { keepStep } from "./keep-step.ts";
import type { NearDuplicateReport } from "./near-duplicate-report.ts";
import type { NearDuplicateSettings } from "./near-duplicate-settings.ts";
import type { RowFates } from "./row-fates.ts";
import { signStep } from "./sign-step.ts";
import type { SignedRowList } from "./signed-row-list.ts";

export interface ReportParts {
  readonly job: RowJob;
  readonly settings: NearDuplicateSettings;
  readonly found: NearDuplicates;
  readonly fates: RowFates;
  readonly list: SignedRowList;
  /** How many clusters are listed at most; none when null. */
  readonly clusters: number | null;
}

export async function toNearDuplicateReport(parts: ReportParts): Promise<NearDuplicateReport> {
  const { job, settings, found, fates, list } = parts;
  const { dropped, cutTexts, pairs, pairsAreAll, candidates, comparisons } = keepStep.toResult(found.kept);
  const accounts = found.signed.map((output) => signStep.toResult(output).account);
  const sizes = countClusters(fates);
  return {
    rows: found.rows,
    exact: { survivors: found.distinct },
    near: {
      pairs,
      pairsAreAll,
      survivors: found.distinct - dropped,
      candidates,
      comparisons,
      givenUp: cutTexts,
      tokenless: found.tokenless,
    },
    settings,
    bySource: toBySource(job, fates, list),
    inputs: await accountInputs(job, accounts),
    clusterCount: sizes.size,
    ...(parts.clusters === null ? {} : { clusters: toClusters(parts, chooseLargest(sizes, parts.clusters)) }),
  };
}

/** Dropped rows by the row that is kept for them. */
function countClusters(fates: RowFates): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  for (let row = 0; row < fates.count; row++) {
    if (fates.stageOf(row) === undefined) continue;
    const kept = fates.keptFor(row);
    sizes.set(kept, (sizes.get(kept) ?? 0) + 1);
  }
  return sizes;
}

/** Of clusters of one size the first. */
function chooseLargest(sizes: ReadonlyMap<number, number>, most: number): readonly number[] {
  return [...sizes]
    .sort(([one, oneSize], [other, otherSize]) => otherSize - oneSize || one - other)
    .slice(0, most)
    .map(([kept]) => kept);
}

function toClusters(
  { fates, list }: ReportParts,
  chosen: readonly number[],
): NearDuplicateReport["clusters"] {
  type Member = NonNullable<NearDuplicateReport["clusters"]>[number]["members"][number];
  const members = new Map<number, Member[]>(chosen.map((kept) => [kept, []]));
  for (const { row, stage, matched, kept, similarity } of fates.listDropped()) {
    const measured = Number.isNaN(similarity) ? null : similarity;
    members
      .get(kept)
      ?.push({ ...list.nameOf(row), stage, matched: list.nameOf(matched), similarity: measured });
  }
  return [...members].map(([kept, own]) => ({ representative: list.nameOf(kept), members: own }));
}

type BySource = NearDuplicateReport["bySource"];

function toBySource({ inputs }: RowJob, fates: RowFates, list: SignedRowList): BySource {
  const counts = list.sources.map(() => ({ rows: 0, exactDuplicates: 0, nearDuplicates: 0 }));
  for (let row = 0; row < fates.count; row++) {
    const count = counts[list.sourceOf(row)];
    if (count === undefined) continue;
    const stage = fates.stageOf(row);
    count.rows += 1;
    if (stage === "exact") count.exactDuplicates += 1;
    if (stage === "near") count.nearDuplicates += 1;
  }
  return inputs.flatMap(({ name }, input) => {
    const own = list.sources.flatMap((source, index) =>
      source.input === input
        ? [{ input: name, label: source.label, ...toSourceCount(counts.slice(index, index + 1)) }]
        : [],
    );
    const all = counts.filter((_, index) => list.sources[index]?.input === input);
    own.sort((one, other) => other.rows - one.rows || compareText(one.label ?? "", other.label ?? ""));
    return [{ input: name, label: null, ...toSourceCount(all) }, ...(own.length > 1 ? own : [])];
  });
}

function toSourceCount(
  counts: readonly {
    readonly rows: number;
    readonly exactDuplicates: number;
    readonly nearDuplicates: number;
  }[],
) {
  const add = (of: "rows" | "exactDuplicates" | "nearDuplicates") =>
    counts.reduce((sum, count) => sum + count[of], 0);
  const [rows, exactDuplicates, nearDuplicates] = [
    add("rows"),
    add("exactDuplicates"),
    add("nearDuplicates"),
  ];
  return { rows, exactDuplicates, nearDuplicates, survivors: rows - exactDuplicates - nearDuplicates };
}
