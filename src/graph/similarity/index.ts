export { toAncestryWeights, type WeightRows } from "./ancestry-weights.ts";
export { findOverlaps, type Overlap } from "./overlap.ts";
export {
  SharedAncestor,
  type SimilarityOptions,
  SimilarityReport,
  similarityReportVersion,
  toSimilarityReport,
} from "./similarity-report.ts";
