import type { ReportInput } from "../../formats/index.ts";
import {
  type LineageIndex,
  listRelationSequences,
  toAnalysisGraph,
  toContaminationReport,
  toFamilyReport,
  toGraphStatistics,
  toIntersectionReport,
  toLicenceReport,
  toRecommendations,
  toSimilarityReport,
} from "../../graph/index.ts";
import type { DatasetId } from "../../model/index.ts";

/** Datasets above which all pairs are too many to compare for one page. */
const maxCompared = 2000;

type Analyses = Omit<ReportInput, "title" | "date" | "making">;

/** Everything that the graph says, the datasets in focus looked at one by one. */
export function toReportAnalyses(index: LineageIndex, focus: readonly DatasetId[]): Analyses {
  const { graph } = index;
  const compared = graph.datasets.length > maxCompared ? { datasets: focus } : {};
  return {
    graph,
    focus,
    statistics: toGraphStatistics(toAnalysisGraph(graph)),
    intersections: focus.map((id) => toIntersectionReport(index, id)),
    contamination: toContaminationReport(index, { datasets: focus }),
    similarity: toSimilarityReport(index, compared),
    patterns: { ...toFamilyReport(index), sequences: listRelationSequences(index) },
    licences: focus.map((id) => toLicenceReport(index, id)),
    findings: toRecommendations(index, { datasets: focus }),
  };
}

/** Looked at one by one; the report says so where there are more. */
export const maxFocus = 100;
const maxEnds = 12;

/**
 * The datasets that a report is about: those that are named, else the seeds of the graph; where it has none, those that
 * nothing was built on, with the most direct upstreams.
 */
export function listFocus({ graph, listEdges }: LineageIndex, named: readonly DatasetId[]): DatasetId[] {
  if (named.length > 0) return [...new Set(named)];
  if (graph.seeds.length > 0) return [...graph.seeds];
  const countUpstreams = (id: DatasetId) => listEdges(id, "up").length;
  return graph.datasets
    .map(({ id }) => id)
    .filter((id) => countUpstreams(id) > 0 && listEdges(id, "down").length === 0)
    .toSorted((a, b) => countUpstreams(b) - countUpstreams(a))
    .slice(0, maxEnds);
}
