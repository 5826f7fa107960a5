export { createRowKernels, type KeyScope, keyScopes } from "../kernels/index.ts";
export {
  type DetectedMapping,
  listColumns,
  parseMapping,
  type RowMapping,
  rowAdapters,
  toMapArguments,
} from "./adapters/index.ts";
export {
  BenchmarkContamination,
  ContaminationFindings,
  type ContaminationJob,
  findContamination,
  toContaminationReport,
} from "./contamination/index.ts";
export {
  healthSigns,
  InputInspection,
  inspectInput,
} from "./inspection/index.ts";
export { createMemoryRunner } from "./jobs/memory-runner.ts";
export { runStep } from "./jobs/run-step.ts";
export { StepDescription, toStepId } from "./jobs/step.ts";
export { openStepFolder } from "./jobs/step-folder.ts";
export type { JobProgress, StepRunner } from "./jobs/step-runner.ts";
export { createWorkerPool } from "./jobs/worker-pool.ts";
export { type KeyTier, keyTiers } from "./keys/key-tier.ts";
export {
  entryColumns,
  NearDuplicateReport,
  parseNearDuplicateOptions,
  removeNearDuplicates,
} from "./near-duplicates/index.ts";
export { findOverlap, type OverlapRequest, prepareOverlap } from "./overlap/find-overlap.ts";
export { OverlapReport } from "./overlap/overlap-report.ts";
export {
  countStatedRows,
  describeRowFile,
  fetchRowFile,
  listShards,
  openRowInputs,
  type ReadNote,
  type RowFile,
  type RowInput,
} from "./readers/index.ts";
export { findRedundancy } from "./redundancy/find-redundancy.ts";
export { RedundancyReport } from "./redundancy/redundancy-report.ts";
export { detectInputMapping } from "./scan/detect-input-mapping.ts";
export { InputAccount } from "./scan/input-account.ts";
export { type JobInput, type JobShard, type RowJob, sumBytes } from "./scan/row-job.ts";
export { stepKinds, stepWorker } from "./step-kinds.ts";
export {
  listStrippedRows,
  mineInputWrappers,
  miningDefaults,
  parseWrapperFile,
  StrippedRow,
  stripWrappers,
  toStripList,
  Wrapper,
  WrapperReport,
  wrapperFileVersion,
} from "./wrappers/index.ts";
export { findRowEnding, toEntryContent, toRecordContent } from "./writers/row-output.ts";
