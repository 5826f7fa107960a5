import * as plot from "@observablehq/plot";
import { Window } from "happy-dom";
import type { ChartTools } from "../../src/formats/charts/index.ts";
import type { ReportInput } from "../../src/formats/report/index.ts";
import {
  listRelationSequences,
  toAnalysisGraph,
  toContaminationReport,
  toFamilyReport,
  toGraphStatistics,
  toIntersectionReport,
  toLicenceReport,
  toLineageIndex,
  toRecommendations,
  toSimilarityReport,
} from "../../src/graph/index.ts";
import type { LineageGraph } from "../../src/model/index.ts";

/** What charts are drawn with in tests. */
export function createChartTools(): ChartTools {
  return { plot, document: new Window().document as never };
}

/** Everything that there is to say of a graph, its seeds in focus. */
export function toReportInput(graph: LineageGraph, changes: Partial<ReportInput> = {}): ReportInput {
  const index = toLineageIndex(graph);
  const focus = graph.seeds;
  return {
    title: "Lineage of a test",
    date: "2026-01-02",
    graph,
    focus,
    statistics: toGraphStatistics(toAnalysisGraph(graph)),
    intersections: focus.map((id) => toIntersectionReport(index, id)),
    contamination: toContaminationReport(index, { datasets: focus }),
    similarity: toSimilarityReport(index, { datasets: focus }),
    patterns: { ...toFamilyReport(index), sequences: listRelationSequences(index) },
    licences: focus.map((id) => toLicenceReport(index, id)),
    findings: toRecommendations(index),
    making: { lines: [{ label: "Stemma", value: "0.0.0" }] },
    ...changes,
  };
}
