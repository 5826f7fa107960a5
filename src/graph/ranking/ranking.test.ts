import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RankAggregation, type ScoreTable, toRankAggregation } from "./index.ts";

function makeTable(
  rows: Readonly<Record<string, readonly (number | null)[]>>,
  lower: readonly number[] = [],
): ScoreTable {
  const width = Math.max(...Object.values(rows).map((scores) => scores.length));
  return {
    metrics: Array.from({ length: width }, (_, at) => ({
      name: `m${at}`,
      higherIsBetter: !lower.includes(at),
    })),
    rows: Object.entries(rows).map(([dataset, scores]) => ({ dataset, scores: [...scores] })),
  };
}

const ranksOf = (table: ScoreTable, options?: Parameters<typeof toRankAggregation>[1]) =>
  Object.fromEntries(
    toRankAggregation(table, options).rows.map(({ dataset, bordaRank, meanRank }) => [
      dataset,
      [bordaRank, meanRank],
    ]),
  );

describe("toRankAggregation", () => {
  test("is not led astray by one metric of a larger scale", () => {
    const table = makeTable({ a: [900, 0.1, 0.1], b: [800, 0.9, 0.9], c: [100, 0.5, 0.5] });
    expect(ranksOf(table)).toEqual({ a: [2.5, 1], b: [1, 2], c: [2.5, 3] });
    const { disagreements, disagreementCount, pairCount } = toRankAggregation(table);
    expect(disagreements).toEqual([{ dataset: "b", other: "a", betterOn: ["m1", "m2"], worseOn: ["m0"] }]);
    expect([disagreementCount, pairCount]).toEqual([1, 3]);
  });

  test("gives equal values half a point each and equal scores the mean of their places", () => {
    const table = makeTable({ a: [1, 2], b: [1, 2], c: [0, 3], d: [-1, -1] });
    expect(ranksOf(table)).toEqual({ a: [2, 2], b: [2, 2], c: [2, 2], d: [4, 4] });
    expect(toRankAggregation(table).rows[0]).toMatchObject({ dataset: "a", borda: expect.closeTo(2 / 3) });
  });

  test("turns metrics round where lower is better", () => {
    expect(ranksOf(makeTable({ a: [1], b: [2] }, [0]))).toEqual({ a: [1, 1], b: [2, 2] });
  });

  test("leaves a gap out, or counts it as last when asked", () => {
    const table = makeTable({ a: [3, null], b: [2, 1], c: [1, 2] });
    expect(ranksOf(table)).toEqual({ a: [1, 1], b: [3, 2.5], c: [2, 2.5] });
    expect(ranksOf(table, { gaps: "last" })).toEqual({ a: [2, 1], b: [2, 2.5], c: [2, 2.5] });
    expect(toRankAggregation(table).rows[0]).toMatchObject({ dataset: "a", missing: ["m1"] });
  });

  test("uses no metric with fewer than two values and ranks no dataset without any", () => {
    const found = toRankAggregation(makeTable({ a: [5, null], b: [null, 1], c: [null, 2], d: [null, null] }));
    expect(found.metrics).toMatchObject([
      { values: 1, isUsed: false },
      { values: 2, isUsed: true },
    ]);
    expect(found.rows.map(({ dataset, borda, bordaRank }) => [dataset, borda, bordaRank])).toEqual([
      ["c", 1, 1],
      ["b", 0, 2],
      ["a", null, null],
      ["d", null, null],
    ]);
  });

  test("refuses a crooked table", () => {
    expect(() => toRankAggregation(makeTable({ a: [1, 2], b: [1] }))).toThrow("b has 1 values for 2 metrics");
    const twice = makeTable({ a: [1] });
    expect(() => toRankAggregation({ ...twice, rows: [...twice.rows, ...twice.rows] })).toThrow("a stands");
  });

  test("obeys the laws of a rank aggregation on any table", () => {
    const scores = fc.array(fc.option(fc.integer({ min: -3, max: 3 }), { nil: null }), {
      minLength: 3,
      maxLength: 3,
    });
    const tables = fc.array(scores, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(tables, fc.constantFrom("skip" as const, "last" as const), (rows, gaps) => {
        const table = makeTable(Object.fromEntries(rows.map((row, at) => [`d${at}`, row])));
        const found = toRankAggregation(table, { gaps, maxDisagreements: 1000 });
        expect(RankAggregation.parse(found)).toEqual(found);
        const ranked = found.rows.filter(({ bordaRank }) => bordaRank !== null);
        const sum = ranked.reduce((total, { bordaRank }) => total + bordaRank!, 0);
        expect(sum).toBeCloseTo((ranked.length * (ranked.length + 1)) / 2);
        for (const a of ranked)
          for (const b of ranked)
            if (a.bordaRank! < b.bordaRank!) expect(a.borda!).toBeGreaterThan(b.borda! - 1e-9);
        const stretched = {
          ...table,
          rows: table.rows.map((row) => ({ ...row, scores: row.scores.map(stretch) })),
        };
        const toRank = ({ dataset, bordaRank }: (typeof ranked)[number]) => [dataset, bordaRank];
        expect(toRankAggregation(stretched, { gaps }).rows.map(toRank)).toEqual(found.rows.map(toRank));
        const turned = ranked.flatMap((a) =>
          ranked
            .filter((b) => a.bordaRank! < b.bordaRank! && (a.meanRank ?? 0) > (b.meanRank ?? Infinity))
            .map((b) => [a.dataset, b.dataset]),
        );
        const listed = found.disagreements.map(({ dataset, other }) => [dataset, other]);
        expect(listed.sort()).toEqual(turned.sort());
        expect(found.disagreementCount).toBe(turned.length);
      }),
    );
  });
});

/** Another scale for one metric, in the same order. */
function stretch(score: number | null, metric: number): number | null {
  return score === null || metric > 0 ? score : score * 1000 + 5;
}
