import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeGraph } from "../../../test/support/lineage-fixture.ts";
import {
  acyclicGraph,
  brutePaths,
  type SmallGraph,
  toNodeId,
  toSmallLineage,
} from "../../../test/support/random-graphs.ts";
import { toLineageIndex } from "../lineage-index.ts";
import { SimilarityReport, toSimilarityReport } from "./index.ts";

const report = (arrows: readonly string[], options?: Parameters<typeof toSimilarityReport>[1]) =>
  toSimilarityReport(toLineageIndex(makeGraph(arrows)), options);

/** Sum over paths of the product of 1/in-degree, path by path. */
function bruteWeight(small: SmallGraph, from: number, to: number): number {
  const upstreams = (node: number) =>
    new Set(small.edges.filter(([, end]) => end === node).map(([start]) => start)).size;
  return brutePaths(small, from, to)
    .map((path) => path.slice(1).reduce((weight, node) => weight / upstreams(node), 1))
    .reduce((sum, weight) => sum + weight, 0);
}

describe("toSimilarityReport", () => {
  test("ranks pairs and says where the overlap comes in", () => {
    const found = report(["x/old -> x/base", "x/base -> x/a", "x/base -> x/b", "x/own -> x/b", "y/c -> y/d"]);
    const pair = found.pairs.find(({ a, b }) => a === "x/a" && b === "x/b");
    expect(pair).toEqual({
      a: "x/a",
      b: "x/b",
      similarity: 1 / (3 + 2.5 - 1),
      sharedCount: 2,
      contained: null,
      shared: [
        { ancestor: "x/base", weightA: 1, weightB: 0.5, isNearest: true },
        { ancestor: "x/old", weightA: 1, weightB: 0.5, isNearest: false },
      ],
    });
    expect(found.pairs.some(({ a, b }) => a.startsWith("x/") !== b.startsWith("x/"))).toBe(false);
  });

  test("names the one of a pair that the other is made of", () => {
    expect(report(["x/a -> x/b"]).pairs).toMatchObject([{ a: "x/a", b: "x/b", contained: "x/a" }]);
  });

  test("keeps to the datasets and numbers asked for", () => {
    const found = report(["x/r -> x/a", "x/r -> x/b", "x/r -> x/c"], {
      datasets: ["x/c", "x/b"],
      maxShared: 0,
    });
    expect(found).toMatchObject({ datasets: 2, pairCount: 1, pairs: [{ a: "x/b", b: "x/c", shared: [] }] });
    expect(report(["x/r -> x/a", "x/r -> x/b", "x/r -> x/c"], { maxPairs: 2 }).pairs).toHaveLength(2);
    expect(() => report(["x/a -> x/b"], { datasets: ["x/none"] })).toThrow("x/none");
  });

  test("of one dataset against all, finds the same pairs as among all, and no others", () => {
    fc.assert(
      fc.property(acyclicGraph, (small) => {
        const index = toLineageIndex(toSmallLineage(small));
        const all = toSimilarityReport(index, { maxPairs: 1000 });
        for (const { id } of index.graph.datasets) {
          const own = toSimilarityReport(index, { against: id, maxPairs: 1000 });
          const expected = all.pairs.filter(({ a, b }) => a === id || b === id);
          expect(own.pairs).toEqual(expected);
          expect(own.pairCount).toBe(expected.length);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("takes a cycle for one ancestry", () => {
    const [pair] = report(["x/a -> x/b", "x/b -> x/a"]).pairs;
    expect(pair).toMatchObject({ similarity: 1, contained: null, shared: [{ ancestor: "x/a" }] });
  });

  test("agrees with the formula worked out path by path", () => {
    fc.assert(
      fc.property(acyclicGraph, (small) => {
        const nodes = Array.from({ length: small.nodeCount }, (_, node) => node);
        const found = toSimilarityReport(toLineageIndex(toSmallLineage(small)), {
          maxPairs: 1000,
          maxShared: 99,
        });
        expect(SimilarityReport.parse(found)).toEqual(found);
        const pairs = nodes.flatMap((a) => nodes.filter((b) => b > a).map((b) => [a, b] as const));
        const overlapping = pairs.filter(([a, b]) =>
          nodes.some((x) => bruteWeight(small, x, a) > 0 && bruteWeight(small, x, b) > 0),
        );
        expect(found.pairCount).toBe(overlapping.length);
        for (const [a, b] of overlapping) {
          const weights = nodes.map((x) => [bruteWeight(small, x, a), bruteWeight(small, x, b)] as const);
          const sum = (pick: (...values: number[]) => number) =>
            weights.reduce((total, [x, y]) => total + pick(x, y), 0);
          const pair = found.pairs.find((other) => other.a === toNodeId(a) && other.b === toNodeId(b))!;
          expect(pair.similarity).toBeCloseTo(sum(Math.min) / sum(Math.max), 10);
          expect(pair.shared).toHaveLength(weights.filter(([x, y]) => x > 0 && y > 0).length);
        }
        const few = toSimilarityReport(toLineageIndex(toSmallLineage(small)), { maxPairs: 3, maxShared: 99 });
        expect(few.pairs).toEqual(found.pairs.slice(0, 3));
        const values = found.pairs.map(({ similarity }) => similarity);
        expect(values).toEqual(values.toSorted((x, y) => y - x));
      }),
    );
  });
});
