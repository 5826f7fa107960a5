import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeDataset, makeEdge, makeGraph } from "../../test/support/lineage-fixture.ts";
import { anyGraph, toSmallLineage } from "../../test/support/random-graphs.ts";
import type { LineageGraph } from "../model/index.ts";
import { GraphDiff, toGraphDiff } from "./graph-diff.ts";

const base = makeGraph(["x/a -> x/b", "x/b -> x/c"], ["x/c"]);
const asserted = (reason: string) => ({
  kind: "asserted" as const,
  by: "me",
  reason,
  relation: "direct-inclusion" as const,
});

function diff(before: LineageGraph, after: LineageGraph): GraphDiff {
  const found = toGraphDiff(before, after);
  expect(GraphDiff.parse(found)).toEqual(found);
  return found;
}

describe("toGraphDiff", () => {
  test("lists datasets and edges that came and went", () => {
    const found = diff(base, makeGraph(["x/a -> x/b", "x/d -> x/b"], ["x/b"]));
    expect(found.datasets.added).toEqual(["x/d"]);
    expect(found.datasets.removed).toEqual(["x/c"]);
    expect(found.edges.added).toMatchObject([{ upstream: "x/d", downstream: "x/b" }]);
    expect(found.edges.removed).toMatchObject([{ upstream: "x/b", downstream: "x/c" }]);
    expect(found.isEmpty).toBe(false);
  });

  test("says which field of a dataset is another", () => {
    const gated = base.datasets.map((dataset) =>
      dataset.id === "x/a"
        ? { ...dataset, gated: true, profile: { ...dataset.profile, licenses: ["mit"] } }
        : dataset,
    );
    expect(diff(base, { ...base, datasets: gated }).datasets.changed).toEqual([
      {
        id: "x/a",
        changes: [
          { field: "gated", before: false, after: true },
          { field: "licenses", before: [], after: ["mit"] },
        ],
      },
    ]);
  });

  test("lists evidence that came and went, and an edge that was rejected", () => {
    const [first, second] = base.edges;
    const before = { ...base, edges: [{ ...first!, evidence: [asserted("old")] }, second!] };
    const after = {
      ...base,
      edges: [{ ...first!, evidence: [asserted("new")] }],
      rejected: [{ ...second!, status: "rejected" as const }],
    };
    expect(diff(before, after).edges).toMatchObject({
      added: [],
      removed: [],
      changed: [
        {
          upstream: "x/a",
          changes: [],
          evidenceAdded: [{ reason: "new" }],
          evidenceRemoved: [{ reason: "old" }],
        },
        { upstream: "x/b", changes: [{ field: "status", before: "accepted", after: "rejected" }] },
      ],
    });
  });

  test("lists findings that came, went and changed", () => {
    const withBenchmark = (splits: readonly string[]): LineageGraph => {
      const bench = makeDataset("b/bench");
      return {
        ...base,
        datasets: [
          { ...bench, profile: { ...bench.profile, kind: "benchmark", testSplit: "test" } },
          ...base.datasets,
        ],
        edges: [...base.edges, makeEdge("b/bench", "x/a", { splits: [...splits] })],
      };
    };
    expect(diff(base, withBenchmark([])).findings.added).toMatchObject([
      { subject: "x/c", other: "b/bench" },
    ]);
    expect(diff(withBenchmark([]), base).findings.removed).toMatchObject([{ severity: "medium" }]);
    expect(diff(withBenchmark([]), withBenchmark(["test"])).findings.changed).toMatchObject([
      { before: { severity: "medium" }, after: { severity: "high" } },
    ]);
  });

  test("does not take another case or order for a change of what is there", () => {
    const turned = {
      ...base,
      datasets: [...base.datasets].reverse(),
      edges: base.edges.map((edge) => ({ ...edge, upstream: edge.upstream.toUpperCase() })).reverse(),
    };
    expect(diff(base, turned)).toMatchObject({ isEmpty: true });
  });

  test("is empty for a graph and itself, and turns round with its arguments", () => {
    fc.assert(
      fc.property(anyGraph, anyGraph, (small, other) => {
        const [a, b] = [toSmallLineage(small), toSmallLineage(other)];
        expect(diff(a, a).isEmpty).toBe(true);
        const [there, back] = [diff(a, b), diff(b, a)];
        expect(there.datasets.added).toEqual(back.datasets.removed);
        expect(there.edges.added).toEqual(back.edges.removed);
        expect(there.findings.added).toEqual(back.findings.removed);
      }),
    );
  });
});
