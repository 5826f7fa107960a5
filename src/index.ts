/** Stemma as a library: the same use cases that the command line calls, and the vocabulary they speak. */

export { createRuleAgents, type RuleAgentsOptions } from "./agents/index.ts";
export {
  amendLineage,
  type Configuration,
  type ConfigurationInput,
  checkHealth,
  compareAncestries,
  compareGraphs,
  computeStatistics,
  countReviews,
  decideReviews,
  evaluateRules,
  exportReviews,
  findCheckFailure,
  findCommonAncestors,
  findPath,
  findPatterns,
  findTraceFailure,
  gateMixture,
  importReviews,
  listDatasets,
  listReviewQueue,
  listRuns,
  loadConfiguration,
  type ProgressEvent,
  rankDatasets,
  recommendDatasets,
  recordSnapshot,
  reportContamination,
  reportIntersections,
  reportLicences,
  showDataset,
  stepReview,
  toCanonicalJson,
  traceDatasets,
  type UseCase,
  type UseCaseContext,
  verifyLineage,
} from "./app/index.ts";
export * from "./graph/index.ts";
export * from "./model/index.ts";
export type * from "./model/ports/index.ts";
