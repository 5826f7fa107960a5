export {
  SharedAncestor,
  type SimilarityOptions,
  SimilarityReport,
  similarityReportVersion,
  toSimilarityReport,
} from "./similarity-report.ts";
