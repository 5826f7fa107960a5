import { describe, expect, test } from "vitest";
import { makeGraph } from "../../test/support/lineage-fixture.ts";
import { toAncestry, toLineageIndex, toTreeLines } from "./index.ts";

const up = { direction: "up", maxLevel: null } as const;

function draw(arrows: readonly string[], start: string, options: Parameters<typeof toTreeLines>[2] = up) {
  return toTreeLines(toLineageIndex(makeGraph(arrows)), start, options).map(
    (line) => `${".".repeat(line.level)}${line.id}${line.expansion === "open" ? "" : ` ${line.expansion}`}`,
  );
}

describe("toTreeLines", () => {
  test("refers to a dataset that was shown instead of repeating its branches", () => {
    const diamond = [
      "root/a -> mid/b",
      "root/a -> mid/c",
      "deep/d -> root/a",
      "mid/b -> top/t",
      "mid/c -> top/t",
    ];
    expect(draw(diamond, "top/t")).toEqual([
      "top/t",
      ".mid/b",
      "..root/a",
      "...deep/d",
      ".mid/c",
      "..root/a shown-above",
    ]);
  });

  test("ends a cycle at the line that is its own ancestor", () => {
    expect(draw(["x/a -> x/b", "x/b -> x/a"], "x/a")).toEqual(["x/a", ".x/b", "..x/a on-cycle"]);
  });

  test("says where a depth limit ended it, and goes down when asked", () => {
    const chain = ["x/a -> x/b", "x/b -> x/c"];
    expect(draw(chain, "x/c", { direction: "up", maxLevel: 1 })).toEqual(["x/c", ".x/b depth-limit"]);
    expect(draw(chain, "x/a", { direction: "down", maxLevel: null })).toEqual(["x/a", ".x/b", "..x/c"]);
  });

  test("walks a chain of 10,000 datasets without recursion", () => {
    const chain = Array.from({ length: 10_000 }, (_, step) => `x/d${step} -> x/d${step + 1}`);
    expect(draw(chain, "x/d10000")).toHaveLength(10_001);
  });

  test("finds the start under another case and under an alias", () => {
    const graph = makeGraph(["x/Root -> x/Top"]);
    graph.datasets.find((dataset) => dataset.id === "x/Top")?.aliases.push("old/name");
    expect(toTreeLines(toLineageIndex(graph), "OLD/name", up).map((line) => line.id)).toEqual([
      "x/Top",
      "x/Root",
    ]);
  });
});

test("toAncestry keeps the datasets asked for and what is upstream of them", () => {
  const part = toAncestry(makeGraph(["x/a -> x/b", "x/b -> x/c", "x/z -> x/y"], ["x/c", "x/y"]), ["x/b"]);
  expect(part.datasets.map((dataset) => dataset.id)).toEqual(["x/a", "x/b"]);
  expect(part.edges.map((edge) => edge.upstream)).toEqual(["x/a"]);
  expect(part.seeds).toEqual([]);
});
