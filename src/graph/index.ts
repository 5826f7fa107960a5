export { CommonAncestor, CommonAncestors, toCommonAncestors } from "./common-ancestors.ts";
export * from "./compact/index.ts";
export * from "./contamination/index.ts";
export * from "./gate/index.ts";
export { FieldChange, GraphDiff, graphDiffVersion, toGraphDiff } from "./graph-diff.ts";
export {
  IntersectionReport,
  intersectionReportVersion,
  toIntersectionReport,
} from "./intersection-report.ts";
export { listIntersections } from "./intersections.ts";
export * from "./licence/index.ts";
export { type LineageIndex, toAncestry, toLineageIndex, toNeighbourhood } from "./lineage-index.ts";
export { type TreeOptions, toTreeLines } from "./lineage-tree.ts";
export { findPaths, type LineagePath } from "./paths.ts";
export * from "./patterns/index.ts";
export * from "./ranking/index.ts";
export { type RecommendationOptions, toRecommendations } from "./recommendations.ts";
export * from "./row-prediction/index.ts";
export { findNearIds, searchDatasets, toEditDistance } from "./search.ts";
export * from "./similarity/index.ts";
export * from "./statistics/index.ts";
