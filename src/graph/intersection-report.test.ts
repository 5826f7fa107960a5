import fc from "fast-check";
import { describe, expect, test } from "vitest";
import printed from "../../test/paper/printed-paths.json" with { type: "json" };
import { makeGraph } from "../../test/support/lineage-fixture.ts";
import {
  acyclicGraph,
  brutePaths,
  bruteReach,
  toNodeId,
  toSmallLineage,
} from "../../test/support/random-graphs.ts";
import { IntersectionReport, toIntersectionReport, toLineageIndex } from "./index.ts";

const report = (arrows: readonly string[], target: string, maxPaths?: number) =>
  toIntersectionReport(toLineageIndex(makeGraph(arrows)), target, maxPaths);

describe("toIntersectionReport", () => {
  test("lists what comes in by several paths, where the paths part first", () => {
    const { intersections, ancestors } = report(
      ["x/old -> x/a", "x/a -> x/b", "x/a -> x/c", "x/b -> x/t", "x/c -> x/t"],
      "x/t",
    );
    expect(ancestors).toBe(4);
    expect(intersections.map(({ ancestor, pathCount, through }) => [ancestor, pathCount, through])).toEqual([
      ["x/a", "2", ["x/b", "x/c"]],
      ["x/old", "2", []],
    ]);
    expect(intersections[0]?.paths.map((path) => path.ids)).toEqual([
      ["x/a", "x/b", "x/t"],
      ["x/a", "x/c", "x/t"],
    ]);
  });

  test("names a direct upstream that another direct upstream contains", () => {
    const { includedTwice } = report(
      ["x/r1 -> x/light", "x/r1 -> x/t", "x/light -> x/t", "x/z -> x/t"],
      "x/t",
    );
    expect(includedTwice).toMatchObject([
      {
        upstream: "x/r1",
        pathCount: "2",
        within: [{ superset: "x/light", path: { ids: ["x/r1", "x/light"] } }],
      },
    ]);
  });

  test("counts what it does not list", () => {
    const layers = Array.from({ length: 100 }, (_, layer) =>
      ["p", "q"].flatMap((left) => ["p", "q"].map((right) => `x/${left}${layer} -> x/${right}${layer + 1}`)),
    ).flat();
    const found = report(layers, "x/p100", 2).intersections.find(({ ancestor }) => ancestor === "x/p0");
    expect(found).toMatchObject({ pathCount: String(2n ** 99n), isComplete: false });
    expect(found?.paths).toHaveLength(2);
  });

  test("says which ancestors lie on a cycle", () => {
    const { onCycle, intersections } = report(
      ["x/a -> x/b", "x/b -> x/a", "x/a -> x/t", "x/b -> x/t"],
      "x/t",
    );
    expect(onCycle).toEqual(["x/a", "x/b"]);
    expect(intersections).toEqual([]);
  });

  test("refuses a dataset that is not there", () => {
    expect(() => report(["x/a -> x/b"], "x/c")).toThrow("x/c is not in the graph");
  });

  test("agrees with brute force", () => {
    fc.assert(
      fc.property(acyclicGraph, (small) => {
        const target = small.nodeCount - 1;
        const found = toIntersectionReport(toLineageIndex(toSmallLineage(small)), toNodeId(target), 10_000);
        expect(IntersectionReport.parse(found)).toEqual(found);
        const counts = new Map(
          Array.from({ length: target }, (_, node) => [toNodeId(node), brutePaths(small, node, target)]),
        );
        const expected = [...counts].filter(([, paths]) => paths.length > 1);
        expect(new Set(found.intersections.map(({ ancestor }) => ancestor))).toEqual(
          new Set(expected.map(([id]) => id)),
        );
        for (const { ancestor, pathCount, paths, isComplete } of found.intersections) {
          expect(Number(pathCount)).toBe(counts.get(ancestor)!.length);
          expect(paths).toHaveLength(Number(pathCount));
          expect(isComplete).toBe(true);
        }
        const reach = bruteReach(small);
        const directs = new Set(small.edges.filter(([, to]) => to === target).map(([from]) => from));
        const twice = [...directs].filter((node) => [...directs].some((other) => reach[node]![other]));
        expect(found.includedTwice.map(({ upstream }) => upstream).sort()).toEqual(
          twice.map(toNodeId).sort(),
        );
      }),
    );
  });
});

test("finds every intersection that the paper prints, path by path", () => {
  const arrows = new Set(
    printed.flatMap(({ path }) => path.slice(1).map((downstream, step) => `${path[step]} -> ${downstream}`)),
  );
  const index = toLineageIndex(makeGraph([...arrows]));
  const byEnds = Map.groupBy(printed, ({ path }) => `${path[0]} ${path.at(-1)}`);
  for (const paths of byEnds.values()) {
    if (paths.length < 2) continue;
    const [from, to] = [paths[0]!.path[0], paths[0]!.path.at(-1)!];
    const found = toIntersectionReport(index, to, 1000).intersections.find(
      ({ ancestor }) => ancestor === from,
    );
    const listed = found?.paths.map((path) => path.ids.join(" "));
    for (const { path } of paths) expect(listed).toContain(path.join(" "));
  }
});
