import { describe, expect, test } from "vitest";
import { makeDataset, makeEdge, makeGraph } from "../../test/support/lineage-fixture.ts";
import { type Edge, Finding } from "../model/index.ts";
import { toLineageIndex } from "./lineage-index.ts";
import { type RecommendationOptions, toRecommendations } from "./recommendations.ts";

function recommend(
  edges: readonly Edge[],
  options: RecommendationOptions,
  benchmarks: readonly string[] = [],
) {
  const ids = [...new Set(edges.flatMap((edge) => [edge.upstream, edge.downstream]))].sort();
  const datasets = ids.map((id) => {
    const dataset = makeDataset(id);
    if (!benchmarks.includes(id)) return dataset;
    return { ...dataset, profile: { ...dataset.profile, kind: "benchmark" as const, testSplit: "test" } };
  });
  const found = toRecommendations(
    toLineageIndex({ ...makeGraph([]), seeds: ids.slice(0, 1), datasets, edges: [...edges] }),
    options,
  );
  expect(Finding.array().parse(found)).toEqual(found);
  return found.map(({ kind, severity, subject, other }) => [kind, severity, subject, other]);
}

describe("toRecommendations", () => {
  test("tells to drop what another chosen dataset contains", () => {
    const edges = [makeEdge("x/r1", "x/light"), makeEdge("x/light", "x/fast")];
    expect(recommend(edges, { datasets: ["x/r1", "x/fast"], maxOrthogonal: 0 })).toEqual([
      ["superset", "high", "x/r1", "x/fast"],
    ]);
  });

  test("is less certain of what was rewritten and of what is under review", () => {
    const rewritten = [makeEdge("x/a", "x/b", { relation: "cot-distillation" })];
    expect(recommend(rewritten, { datasets: ["x/a", "x/b"] })).toEqual([
      ["superset", "medium", "x/a", "x/b"],
    ]);
    const doubtful = [makeEdge("x/a", "x/b", { status: "needs-review" })];
    expect(recommend(doubtful, { datasets: ["x/a", "x/b"] })).toEqual([["superset", "low", "x/a", "x/b"]]);
  });

  test("names benchmarks to exclude and upstreams that come in twice", () => {
    const edges = [
      makeEdge("b/bench", "x/a", { splits: ["test"] }),
      makeEdge("b/train-only", "x/a", { splits: ["train"] }),
      makeEdge("x/a", "x/b"),
      makeEdge("x/a", "x/t"),
      makeEdge("x/b", "x/t"),
    ];
    const options = { datasets: ["x/t"], maxOrthogonal: 0 };
    expect(recommend(edges, options, ["b/bench", "b/train-only"])).toEqual([
      ["benchmark", "high", "x/t", "b/bench"],
      ["included-twice", "medium", "x/t", "x/a"],
    ]);
  });

  test("proposes documented datasets of other ancestry, most reused first, none that a benchmark reaches", () => {
    const edges = [
      makeEdge("x/shared", "x/chosen"),
      makeEdge("x/shared", "x/cousin"),
      makeEdge("y/used-twice", "y/one"),
      makeEdge("y/used-twice", "y/two"),
      makeEdge("b/bench", "y/dirty"),
      makeEdge("name:Some book", "y/one"),
    ];
    expect(
      recommend(edges, { datasets: ["x/chosen"], maxOrthogonal: 2 }, ["b/bench"]).map(([kind, , id]) => [
        kind,
        id,
      ]),
    ).toEqual([
      ["orthogonal", "y/used-twice"],
      ["orthogonal", "y/one"],
    ]);
  });

  test("takes the seeds when nothing is chosen and refuses what is not there", () => {
    const edges = [makeEdge("b/bench", "x/a", { splits: ["test"] })];
    expect(recommend(edges, { maxOrthogonal: 0 }, ["b/bench"])).toEqual([
      ["benchmark", "medium", "b/bench", "b/bench"],
    ]);
    expect(() => recommend(edges, { datasets: ["x/none"] })).toThrow("x/none is not in the graph");
  });
});
