export { DomainMatrixEntry } from "./domain-matrix.ts";
export { DomainTopology } from "./domain-topology.ts";
export { GraphStatistics, graphStatisticsVersion, toGraphStatistics } from "./graph-statistics.ts";
export { toImportedAnalysisGraph } from "./imported-to-analysis-graph.ts";
export { type RankingSizes, Rankings } from "./rankings.ts";
export { TimelineEntry } from "./timeline.ts";
export { toAnalysisGraph } from "./to-analysis-graph.ts";
