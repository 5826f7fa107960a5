export {
  createAlgebraKernels,
  createRowKernels,
  keyScopes,
  type RowKernels,
} from "../kernels/index.ts";
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
  listMatches,
  PurgeCounts,
  type PurgedFile,
  type PurgeEntry,
  purgeColumns,
  purgeLevels,
  purgeRows,
  toContaminationReport,
} from "./contamination/index.ts";
export {
  DiversityFigures,
  measureDiversity,
  NeighbourFigures,
  SourceDiversity,
} from "./diversity/measure-diversity.ts";
export { embeddedTexts, openRowVectors } from "./diversity/row-vectors.ts";
export { createEndpointEmbedder } from "./embeddings/endpoint-embedder.ts";
export { createLexicalEmbedder } from "./embeddings/lexical-embedder.ts";
export { openOnnxEmbedder } from "./embeddings/onnx-embedder.ts";
export type { TextEmbedder } from "./embeddings/text-embedder.ts";
export { openVectorCache } from "./embeddings/vector-cache.ts";
export { openVectorFile, type VectorFile } from "./embeddings/vector-file.ts";
export { healthSigns, InputInspection, inspectInput } from "./inspection/index.ts";
export { createFolderRunner } from "./jobs/folder-runner.ts";
export { createMemoryRunner } from "./jobs/memory-runner.ts";
export { runStep } from "./jobs/run-step.ts";
export { serveSteps } from "./jobs/serve-steps.ts";

export {
  defineStep,
  type StepContext,
  StepDescription,
  type StepKind,
  type StepOutput,
  toStepId,
} from "./jobs/step.ts";
export { openStepFolder, toTablePath } from "./jobs/step-folder.ts";
export type { JobProgress, StepRunner } from "./jobs/step-runner.ts";
export { type TableColumns, type TableWriter, toIntegers, toRowCount } from "./jobs/table.ts";
export { createWorkerPool } from "./jobs/worker-pool.ts";
export { KeyIndex } from "./keys/key-index.ts";
export { type KeyTier, keyTiers } from "./keys/key-tier.ts";
export { toKeyText } from "./keys/to-key-text.ts";
export {
  entryColumns,
  findNearDuplicates,
  hashQuestion,
  IntegerList,
  NearDuplicateReport,
  parseNearDuplicateOptions,
  RowFates,
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
  type RowFile,
  type RowInput,
  readRecords,
} from "./readers/index.ts";
export { findRedundancy } from "./redundancy/find-redundancy.ts";
export { RedundancyReport } from "./redundancy/redundancy-report.ts";
export { detectInputMapping } from "./scan/detect-input-mapping.ts";
export { accountInputs, InputAccount } from "./scan/input-account.ts";
export type { JobInput, JobShard, RowJob } from "./scan/row-job.ts";
export { ScanAccount } from "./scan/scan-account.ts";
export { scanShard } from "./scan/scan-shard.ts";
export { ScanTask } from "./scan/scan-task.ts";
export { stepKinds, stepWorker } from "./step-kinds.ts";
export {
  listStrippedRows,
  mineInputWrappers,
  miningDefaults,
  parseWrapperFile,
  StrippedRow,
  toStripList,
  Wrapper,
  WrapperReport,
  wrapperFileVersion,
} from "./wrappers/index.ts";
export { findRowEnding, toEntryContent, toRecordContent } from "./writers/row-output.ts";
export { type ParquetColumns, toParquetBytes } from "./writers/write-parquet.ts";
