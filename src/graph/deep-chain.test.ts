import { expect, test } from "vitest";
import { makeGraph } from "../../test/support/lineage-fixture.ts";
import { Policy } from "../model/index.ts";
import {
  checkMixture,
  type LineageIndex,
  listRelationSequences,
  toAnalysisGraph,
  toCommonAncestors,
  toContaminationReport,
  toFamilyReport,
  toGraphDiff,
  toGraphStatistics,
  toIntersectionReport,
  toLicenceReport,
  toLineageIndex,
  toRecommendations,
  toSimilarityReport,
} from "./index.ts";

const length = 10_000;
const [first, middle, last] = ["x/d0", `x/d${length / 2}`, `x/d${length}`];
const chain = Array.from({ length }, (_, step) => `x/d${step} -> x/d${step + 1}`);
const graph = makeGraph(chain, [last]);
const index = toLineageIndex(graph);
const mixture = {
  source: null,
  format: "list" as const,
  entries: [{ id: last, line: 1, column: null, weight: null, split: null, raw: last }],
};
const policy = Policy.parse({
  version: 1,
  "no-path-to": { benchmarks: [first] },
  licence: "commercial-ok",
  "max-intersections": 0,
  "max-supersets": 0,
  "no-undocumented-upstream": true,
});

const analyses: Readonly<Record<string, (index: LineageIndex) => unknown>> = {
  statistics: () => toGraphStatistics(toAnalysisGraph(graph)).rankings.deepest[0]?.depth,
  intersections: () => toIntersectionReport(index, last).ancestors,
  contamination: () =>
    toContaminationReport(index, { benchmarks: [first], maxPaths: 1 }).cells.at(-1)?.distance,
  families: () => toFamilyReport(index).families[0]?.members.length,
  sequences: () => listRelationSequences(index)[0]?.count,
  recommendations: () => toRecommendations(index, { datasets: [first, last] })[0]?.pathCount,
  "common ancestors": () => toCommonAncestors(index, [middle, last], 1).ancestors.length,
  licence: () => toLicenceReport(index, last).unknown.length,
  diff: () => toGraphDiff(graph, graph).isEmpty,
  gate: () => checkMixture({ index, mixture, policy, today: "2026-01-01" }).violations.length,
};
const answers: Readonly<Record<string, unknown>> = {
  statistics: length,
  intersections: length,
  contamination: length - 1,
  families: length,
  sequences: String(length - 1),
  recommendations: "1",
  "common ancestors": length / 2 + 1,
  licence: length + 1,
  diff: true,
  gate: 1,
};

test.each(Object.keys(analyses))("%s of a chain of 10,000 datasets", (name) => {
  expect(analyses[name]?.(index)).toEqual(answers[name]);
});

test("similarity of the ends of a chain", () => {
  const short = toLineageIndex(makeGraph(chain.slice(0, 2000)));
  const { pairs, pairCount } = toSimilarityReport(short, { maxPairs: 1, maxShared: 1 });
  expect(pairCount).toBe((2001 * 2000) / 2);
  expect(pairs).toMatchObject([
    { a: "x/d1999", b: "x/d2000", similarity: 2000 / 2001, contained: "x/d1999" },
  ]);
});
