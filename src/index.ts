/** Stemma as a library: the same use cases that the command line calls, and the vocabulary they speak. */

export { createRuleAgents, type RuleAgentsOptions } from "./agents/index.ts";
export {
  amendLineage,
  type Configuration,
  type ConfigurationInput,
  checkHealth,
  countReviews,
  decideReviews,
  evaluateRules,
  exportCard,
  exportGraph,
  exportReviews,
  findPath,
  findTraceFailure,
  importGraph,
  importReviews,
  listDatasets,
  listReviewQueue,
  loadConfiguration,
  type ProgressEvent,
  recordSnapshot,
  reportLineage,
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
