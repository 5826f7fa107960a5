import { describe, expect, test } from "vitest";
import { makeGraph } from "../../test/support/lineage-fixture.ts";
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

test("listIntersections names the ancestors that come in by several ways", () => {
  expect(listIntersections(diamond, "x/t")).toEqual([
    { ancestor: "x/a", through: ["x/b", "x/c", "x/t"], isDirect: true },
  ]);
});
