import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toAnalysisGraph, toGraphStatistics } from "../../src/graph/index.ts";
import { makeGraph } from "../support/lineage-fixture.ts";
import printed from "./printed-paths.json" with { type: "json" };

const page = readFileSync(new URL("../../docs/explanation/paper-figures.md", import.meta.url), "utf8");
const rows = [...page.matchAll(/^\| (\S+\/\S+) \| (out-degree|in-degree|depth) \| (\d+) \| (\d+) \|$/gm)].map(
  ([, id = "", figure = "", ours, theirs]) => ({ id, figure, ours: Number(ours), theirs: Number(theirs) }),
);

const arrows = new Set(
  printed.flatMap(({ path }) => path.slice(1).map((downstream, step) => `${path[step]} -> ${downstream}`)),
);
const graph = makeGraph([...arrows]);
const datasets = graph.datasets.map((dataset) => ({
  ...dataset,
  profile: { ...dataset.profile, domains: ["general" as const] },
}));
const { nodes, edges, rankings } = toGraphStatistics(toAnalysisGraph({ ...graph, datasets }), {
  mostReused: 100,
  largestInDegree: 100,
  deepest: 100,
});

test("the paper prints 54 edges of 47 datasets", () => {
  expect([edges, nodes]).toEqual([54, 47]);
  expect(rows).toHaveLength(11);
});

test.each(rows)("$figure of $id is $ours by the printed edges, at most the $theirs printed", (row) => {
  const figures: Readonly<Record<string, number | undefined>> = {
    "out-degree": rankings.mostReused.find(({ id }) => id === row.id)?.outDegree,
    "in-degree": rankings.largestInDegree.find(({ id }) => id === row.id)?.inDegree,
    depth: rankings.deepest.find(({ id }) => id === row.id)?.depth,
  };
  expect(figures[row.figure]).toBe(row.ours);
  expect(row.ours).toBeLessThanOrEqual(row.theirs);
});

test("printed paths put two datasets deeper than the deepest that is printed", () => {
  expect(arrows).toContain("alibaba-pai/OmniThought -> alibaba-pai/OmniThought-0528");
  expect(arrows).toContain("zwhe99/DeepMath-103K -> QizhiPei/ScaleDiff-Math");
});
