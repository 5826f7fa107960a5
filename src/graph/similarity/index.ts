export { toAncestryWeights, type WeightRow } from "./ancestry-weights.ts";
export {
  SharedAncestor,
  type SimilarityOptions,
  SimilarityReport,
  similarityReportVersion,
  toSimilarityReport,
} from "./similarity-report.ts";
