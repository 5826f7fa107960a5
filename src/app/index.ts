export type { InputAccount } from "../rows/index.ts";
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
export { CheckOutput, toCheckOutput, toCheckText } from "./gate/check-output.ts";
export { startingPolicy } from "./gate/starting-policy.ts";
export { openReviewSession } from "./lineage-reader.ts";
export { type ModelSpending, SpendingKey } from "./model-spending.ts";
export type { ProgressEvent } from "./progress-event.ts";
export { publishedSchemas, toJsonSchema } from "./published-schemas.ts";
export type { LineageAttribution } from "./rows/attribute-to-lineage.ts";
export { deduplicateRows } from "./rows/deduplicate-rows.ts";
export { findRowWrappers } from "./rows/find-row-wrappers.ts";
export { inspectRows } from "./rows/inspect-rows.ts";
export { reportOverlap } from "./rows/report-overlap.ts";
export { reportRedundancy } from "./rows/report-redundancy.ts";
export { reportRowContamination } from "./rows/report-row-contamination.ts";
export { ShownMapping } from "./rows/row-request.ts";
export { runRowStep } from "./rows/run-row-step.ts";
export type { RowsVerification } from "./rows/verification/rows-verification.ts";
export { findVerificationFailure, verifyRows } from "./rows/verify-rows.ts";
export { TreeRow } from "./tree-row.ts";
export type { UseCase, UseCaseContext } from "./use-case.ts";
export { amendLineage } from "./use-cases/amend-lineage.ts";
export { checkHealth } from "./use-cases/check-health.ts";
export { compareAncestries } from "./use-cases/compare-ancestries.ts";
export { compareGraphs } from "./use-cases/compare-graphs.ts";
export { computeStatistics, findStatisticsFailure } from "./use-cases/compute-statistics.ts";
export { demonstrate } from "./use-cases/demonstrate.ts";
export { estimateTrace } from "./use-cases/estimate-trace.ts";
export { evaluateRules } from "./use-cases/evaluate-rules.ts";
export { type CardSummary, exportCard } from "./use-cases/export-card.ts";
export { exportGraph, graphFormats } from "./use-cases/export-graph.ts";
export { findCommonAncestors } from "./use-cases/find-common-ancestors.ts";
export { findPath } from "./use-cases/find-path.ts";
export { findPatterns } from "./use-cases/find-patterns.ts";
export { FailOn, findCheckFailure, gateMixture } from "./use-cases/gate-mixture.ts";
export { findGraphImportFailure, type ImportSummary, importGraph } from "./use-cases/import-graph.ts";
export { listDatasets } from "./use-cases/list-datasets.ts";
export { listModels, type RoleModel } from "./use-cases/list-models.ts";
export { listRuns } from "./use-cases/list-runs.ts";
export { inspectCache, trimCache } from "./use-cases/manage-cache.ts";
export { rankDatasets } from "./use-cases/rank-datasets.ts";
export { listQuarantine, readLedger } from "./use-cases/read-ledger.ts";
export { recommendDatasets } from "./use-cases/recommend-datasets.ts";
export { recordSnapshot } from "./use-cases/record-snapshot.ts";
export { reportContamination } from "./use-cases/report-contamination.ts";
export { reportIntersections } from "./use-cases/report-intersections.ts";
export { reportLicences } from "./use-cases/report-licences.ts";
export { type ReportSummary, reportLineage } from "./use-cases/report-lineage.ts";
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
