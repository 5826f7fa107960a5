import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeGraph } from "../../test/support/lineage-fixture.ts";
import { anyGraph, brutePaths, toNodeId, toSmallLineage } from "../../test/support/random-graphs.ts";
import { findPaths, listIntersections, toLineageIndex } from "./index.ts";

const diamond = toLineageIndex(
  makeGraph([
    "x/a -> x/b",
    "x/a -> x/c",
    "x/b -> x/t",
    "x/c -> x/d",
    "x/d -> x/t",
    "x/a -> x/t",
    "x/a -> y/aside",
  ]),
);

describe("findPaths", () => {
  test("lists every path, shortest first", () => {
    const { paths, isComplete } = findPaths(diamond, { from: "x/a", to: "x/t" }, 10);
    expect(paths.map((path) => path.ids.join(" "))).toEqual(["x/a x/t", "x/a x/b x/t", "x/a x/c x/d x/t"]);
    expect(isComplete).toBe(true);
  });

  test("says when there are more than were asked for", () => {
    expect(findPaths(diamond, { from: "x/a", to: "x/t" }, 2)).toMatchObject({ isComplete: false });
    expect(findPaths(diamond, { from: "x/a", to: "x/t" }, 3)).toMatchObject({ isComplete: true });
  });

  test("is empty against the direction of influence", () => {
    expect(findPaths(diamond, { from: "x/t", to: "x/a" }, 10).paths).toEqual([]);
  });

  test("passes a cycle without repeating a dataset", () => {
    const index = toLineageIndex(makeGraph(["x/a -> x/b", "x/b -> x/c", "x/c -> x/b", "x/c -> x/t"]));
    expect(findPaths(index, { from: "x/a", to: "x/t" }, 10).paths.map((path) => path.ids.join(" "))).toEqual([
      "x/a x/b x/c x/t",
    ]);
  });

  test("stays quick where the number of paths is astronomic", () => {
    const layers = Array.from({ length: 40 }, (_, layer) =>
      ["p", "q"].flatMap((left) => ["p", "q"].map((right) => `x/${left}${layer} -> x/${right}${layer + 1}`)),
    ).flat();
    const found = findPaths(toLineageIndex(makeGraph(layers)), { from: "x/p0", to: "x/q40" }, 5);
    expect(found.paths).toHaveLength(5);
    expect(found.isComplete).toBe(false);
  });
});

test("a chain of 10,000 datasets is one path", () => {
  const chain = Array.from({ length: 10_000 }, (_, step) => `x/d${step} -> x/d${step + 1}`);
  const found = findPaths(toLineageIndex(makeGraph(chain)), { from: "x/d0", to: "x/d10000" }, 3);
  expect(found.paths.map((path) => path.ids.length)).toEqual([10_001]);
  expect(found.isComplete).toBe(true);
});

test("findPaths lists exactly the simple paths there are, shortest first", () => {
  fc.assert(
    fc.property(anyGraph, (small) => {
      const index = toLineageIndex(toSmallLineage(small));
      const last = small.nodeCount - 1;
      const { paths, isComplete } = findPaths(index, { from: toNodeId(0), to: toNodeId(last) }, 10_000);
      const brute = last === 0 ? [] : brutePaths(small, 0, last).map((path) => path.map(toNodeId).join());
      expect(paths.map((path) => path.ids.join()).sort()).toEqual(brute.sort());
      expect(isComplete).toBe(true);
      const lengths = paths.map((path) => path.edges.length);
      expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    }),
  );
});

test("listIntersections names the ancestors that come in by several ways", () => {
  expect(listIntersections(diamond, "x/t")).toEqual([
    { ancestor: "x/a", through: ["x/b", "x/c", "x/t"], isDirect: true },
  ]);
});
