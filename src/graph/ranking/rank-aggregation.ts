import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import { toMeanRanks } from "./mean-ranks.ts";

/** Datasets and what was measured of them; null where a value is missing. */
export const ScoreTable = z.object({
  metrics: z.array(z.object({ name: z.string().min(1), higherIsBetter: z.boolean() })).min(1),
  rows: z.array(z.object({ dataset: z.string().min(1), scores: z.array(z.number().nullable()) })),
});
export type ScoreTable = z.infer<typeof ScoreTable>;

/** `skip`: a missing value counts nowhere; `last`: it is worse than every value there is. */
export const GapRule = z.enum(["skip", "last"]);
export type GapRule = z.infer<typeof GapRule>;

export const RankAggregation = z.object({
  schemaVersion: z.literal(1),
  gaps: GapRule,
  /** `values` datasets have one; a metric with fewer than two that can be compared decides nothing. */
  metrics: z.array(
    z.object({ name: z.string(), higherIsBetter: z.boolean(), values: z.int(), isUsed: z.boolean() }),
  ),
  /** In the order of the Borda ranks, then by id. */
  rows: z.array(
    z.object({
      dataset: z.string(),
      /** 0..1: mean share of the others that it beats, a tie counting half; null where nothing compares it. */
      borda: z.number().nullable(),
      bordaRank: z.number().nullable(),
      /** Mean of its values, those of lower-is-better metrics negated; null without any value. */
      mean: z.number().nullable(),
      meanRank: z.number().nullable(),
      missing: z.array(z.string()),
    }),
  ),
  /** Pairs that have both ranks, and how many of them the two orders turn round. */
  pairCount: z.int(),
  disagreementCount: z.int(),
  /** The widest apart first. */
  disagreements: z.array(
    z.object({
      /** Ranked higher by Borda, and lower by the mean, than the other. */
      dataset: z.string(),
      other: z.string(),
      /** Metrics on which each of the two is better; ties and gaps are in neither. */
      betterOn: z.array(z.string()),
      worseOn: z.array(z.string()),
    }),
  ),
});
export type RankAggregation = z.infer<typeof RankAggregation>;

export interface RankOptions {
  readonly gaps?: GapRule;
  readonly maxDisagreements?: number;
}

/**
 * Ranks datasets over several metrics by Borda count, beside the mean that scales distort (roots B1). On a metric with
 * m compared datasets the points are (beaten + ties / 2) / (m - 1), so that a metric with gaps weighs as much as one
 * without; a dataset's score is the mean of its points.
 *
 * @throws StemmaError `usage` for a row of another length than the metrics or a dataset listed twice.
 */
export function toRankAggregation(table: ScoreTable, options: RankOptions = {}): RankAggregation {
  checkTable(table);
  const gaps = options.gaps ?? "skip";
  const columns = table.metrics.map(({ higherIsBetter }, metric) =>
    table.rows.map(({ scores }) => toOriented(scores[metric] ?? null, higherIsBetter)),
  );
  const points = columns.map((column) => toPoints(column, gaps));
  const bordas = table.rows.map((_, row) => toMean(points.map((column) => column[row] ?? null)));
  const means = table.rows.map((_, row) => toMean(columns.map((column) => column[row] ?? null)));
  const bordaRanks = toMeanRanks(bordas);
  const meanRanks = toMeanRanks(means);
  const rows = table.rows.map(({ dataset, scores }, row) => ({
    dataset,
    borda: bordas[row] ?? null,
    bordaRank: bordaRanks[row] ?? null,
    mean: means[row] ?? null,
    meanRank: meanRanks[row] ?? null,
    missing: table.metrics.filter((_, metric) => scores[metric] === null).map(({ name }) => name),
  }));
  const pairs = listPairs(rows);
  const turned = pairs.filter(({ gap }) => gap < 0).sort((a, b) => a.gap - b.gap);
  return {
    schemaVersion: 1,
    gaps,
    metrics: table.metrics.map((metric, at) => ({
      ...metric,
      values: (columns[at] ?? []).filter((value) => value !== null).length,
      isUsed: (points[at] ?? []).some((point) => point !== null),
    })),
    rows: rows.toSorted(
      (a, b) =>
        (a.bordaRank ?? Number.MAX_VALUE) - (b.bordaRank ?? Number.MAX_VALUE) ||
        (a.dataset < b.dataset ? -1 : 1),
    ),
    pairCount: pairs.length,
    disagreementCount: turned.length,
    disagreements: turned
      .slice(0, options.maxDisagreements ?? 50)
      .map(({ higher, lower }) => toDisagreement(table, columns, { higher, lower })),
  };
}

function checkTable({ metrics, rows }: ScoreTable): void {
  const seen = new Set<string>();
  for (const { dataset, scores } of rows) {
    if (scores.length !== metrics.length)
      throw new StemmaError("usage", `${dataset} has ${scores.length} values for ${metrics.length} metrics`, {
        hint: "leave the cell of a missing value empty",
      });
    if (seen.has(dataset))
      throw new StemmaError("usage", `${dataset} stands in the table twice`, { hint: "give it one row" });
    seen.add(dataset);
  }
}

function toOriented(score: number | null, higherIsBetter: boolean): number | null {
  return score === null || higherIsBetter ? score : -score;
}

/** The share of the others that each beats; null where nothing can be compared. */
function toPoints(column: readonly (number | null)[], gaps: GapRule): (number | null)[] {
  if (column.every((value) => value === null)) return column.map(() => null);
  const filled = gaps === "skip" ? column : column.map((value) => value ?? Number.NEGATIVE_INFINITY);
  const compared = filled.filter((value) => value !== null);
  return filled.map((value) => {
    if (value === null || compared.length < 2) return null;
    const beaten = compared.filter((other) => other < value).length;
    const tied = compared.filter((other) => other === value).length - 1;
    return (beaten + tied / 2) / (compared.length - 1);
  });
}

function toMean(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
}

type RankedRow = RankAggregation["rows"][number];

/** Every pair with the better one by Borda first; the gap is below 0 where the mean sees it the other way. */
function listPairs(rows: readonly RankedRow[]) {
  return rows.flatMap((first, at) =>
    rows.slice(at + 1).flatMap((second) => {
      const byBorda = toDistance(second.bordaRank, first.bordaRank);
      const byMean = toDistance(second.meanRank, first.meanRank);
      if (byBorda === undefined || byMean === undefined) return [];
      const [higher, lower] = byBorda >= 0 ? [first, second] : [second, first];
      const isTurned = byBorda * byMean < 0;
      const gap = Math.abs(byBorda) + Math.abs(byMean);
      return [{ higher: higher.dataset, lower: lower.dataset, gap: isTurned ? -gap : gap }];
    }),
  );
}

function toDistance(a: number | null, b: number | null): number | undefined {
  return a === null || b === null ? undefined : a - b;
}

function toDisagreement(
  { metrics, rows }: ScoreTable,
  columns: readonly (readonly (number | null)[])[],
  { higher, lower }: { readonly higher: string; readonly lower: string },
) {
  const at = (dataset: string) => rows.findIndex((row) => row.dataset === dataset);
  const listBetter = (a: number, b: number) =>
    metrics
      .filter(
        (_, metric) => (toDistance(columns[metric]?.[a] ?? null, columns[metric]?.[b] ?? null) ?? 0) > 0,
      )
      .map(({ name }) => name);
  return {
    dataset: higher,
    other: lower,
    betterOn: listBetter(at(higher), at(lower)),
    worseOn: listBetter(at(lower), at(higher)),
  };
}
