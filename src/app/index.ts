export { type ItemQueue, toCanonicalJson, toCanonicalPieces } from "../trace/index.ts";
export { type DescribedSetting, describeConfiguration } from "./configuration/describe-configuration.ts";
export {
  type Configuration,
  type ConfigurationInput,
  loadConfiguration,
} from "./configuration/load-configuration.ts";
export {
  OutputFormat,
  type SettingName,
  settingDefinitions,
  settingNames,
  toSettingKey,
} from "./configuration/settings.ts";
export { openReviewSession } from "./lineage-reader.ts";
export { type ModelSpending, SpendingKey } from "./model-spending.ts";
export type { ProgressEvent } from "./progress-event.ts";
export { publishedSchemas, toJsonSchema } from "./published-schemas.ts";
export { TreeRow } from "./tree-row.ts";
export type { UseCase, UseCaseContext } from "./use-case.ts";
export { amendLineage } from "./use-cases/amend-lineage.ts";
export { checkHealth } from "./use-cases/check-health.ts";
export { demonstrate } from "./use-cases/demonstrate.ts";
export { estimateTrace } from "./use-cases/estimate-trace.ts";
export { evaluateRules } from "./use-cases/evaluate-rules.ts";
export { findPath } from "./use-cases/find-path.ts";
export { listDatasets } from "./use-cases/list-datasets.ts";
export { listModels, type RoleModel } from "./use-cases/list-models.ts";
export { inspectCache, trimCache } from "./use-cases/manage-cache.ts";
export { listQuarantine, readLedger } from "./use-cases/read-ledger.ts";
export { recordSnapshot } from "./use-cases/record-snapshot.ts";
export { decideReviews } from "./use-cases/review-decide.ts";
export { exportReviews } from "./use-cases/review-export.ts";
export { findImportFailure, importReviews } from "./use-cases/review-import.ts";
export { listReviewQueue, openReviewQueue } from "./use-cases/review-queue.ts";
export { countReviews } from "./use-cases/review-status.ts";
export { stepReview } from "./use-cases/review-undo.ts";
export { showDataset } from "./use-cases/show-dataset.ts";
export { traceDatasets } from "./use-cases/trace-datasets.ts";
export { findTraceFailure, type Traced } from "./use-cases/traced.ts";
export { verifyLineage } from "./use-cases/verify-lineage.ts";
export { readVersion } from "./version.ts";
