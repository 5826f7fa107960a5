import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeGraph } from "../../test/support/lineage-fixture.ts";
import { acyclicGraph, brutePaths, toNodeId, toSmallLineage } from "../../test/support/random-graphs.ts";
import { CommonAncestors, toCommonAncestors } from "./common-ancestors.ts";
import { toLineageIndex } from "./lineage-index.ts";

const common = (arrows: readonly string[], ids: readonly string[]) =>
  toCommonAncestors(toLineageIndex(makeGraph(arrows)), ids);

describe("toCommonAncestors", () => {
  test("gives what several datasets share, where they meet first, with the paths", () => {
    const { ancestors } = common(
      ["x/old -> x/base", "x/base -> x/a", "x/base -> x/mid", "x/mid -> x/b", "y/z -> x/b"],
      ["x/a", "x/b"],
    );
    expect(ancestors.map(({ ancestor, isNearest }) => [ancestor, isNearest])).toEqual([
      ["x/base", true],
      ["x/old", false],
    ]);
    expect(ancestors[0]?.reaches.map(({ paths }) => paths.map(({ ids }) => ids))).toEqual([
      [["x/base", "x/a"]],
      [["x/base", "x/mid", "x/b"]],
    ]);
  });

  test("counts one of them that lies upstream of another, and what only some share", () => {
    const { ancestors } = common(["x/a -> x/b", "x/r -> x/b", "x/r -> x/c"], ["x/a", "x/b", "x/c"]);
    expect(
      ancestors.map(({ ancestor, reaches }) => [ancestor, reaches.map(({ dataset }) => dataset)]),
    ).toEqual([
      ["x/a", ["x/a", "x/b"]],
      ["x/r", ["x/b", "x/c"]],
    ]);
    expect(ancestors[0]?.reaches[0]).toMatchObject({ pathCount: "1", paths: [{ ids: ["x/a"], steps: [] }] });
  });

  test("refuses fewer than two datasets and those it does not know", () => {
    expect(() => common(["x/a -> x/b"], ["x/a", "X/A"])).toThrow("two different datasets");
    expect(() => common(["x/a -> x/b"], ["x/a", "x/c"])).toThrow("x/c is not in the graph");
  });

  test("agrees with brute force", () => {
    fc.assert(
      fc.property(acyclicGraph, (small) => {
        fc.pre(small.nodeCount > 2);
        const targets = [small.nodeCount - 1, small.nodeCount - 2];
        const found = toCommonAncestors(toLineageIndex(toSmallLineage(small)), targets.map(toNodeId), 10_000);
        expect(CommonAncestors.parse(found)).toEqual(found);
        const paths = (node: number) => targets.map((target) => brutePaths(small, node, target).length);
        const expected = Array.from({ length: small.nodeCount }, (_, node) => node).filter((node) =>
          paths(node).every((count) => count > 0),
        );
        expect(new Set(found.ancestors.map(({ ancestor }) => ancestor))).toEqual(
          new Set(expected.map(toNodeId)),
        );
        for (const { ancestor, reaches } of found.ancestors) {
          expect(reaches.map(({ pathCount }) => Number(pathCount))).toEqual(paths(Number(ancestor.slice(3))));
          expect(reaches.map((reach) => reach.paths.length)).toEqual(paths(Number(ancestor.slice(3))));
        }
      }),
    );
  });
});
