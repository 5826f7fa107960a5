export { type KeyScope, keyScopes } from "../kernels/index.ts";
export {
  type DetectedMapping,
  type MappingPart,
  mappingParts,
  parseMapping,
  type RowMapping,
  rowAdapters,
  toMapArguments,
} from "./adapters/index.ts";
export {
  type HealthSign,
  healthSigns,
  InputInspection,
  inspectInput,
} from "./inspection/index.ts";
export { createMemoryRunner } from "./jobs/memory-runner.ts";
export type { JobProgress, StepRunner } from "./jobs/step-runner.ts";
export { type KeyTier, keyTiers } from "./keys/key-tier.ts";
export {
  countStatedRows,
  describeRowFile,
  listShards,
  openRowInputs,
  type ReadNote,
  type RowInput,
} from "./readers/index.ts";
export { findRedundancy } from "./redundancy/find-redundancy.ts";
export { RedundancyReport } from "./redundancy/redundancy-report.ts";
export { detectInputMapping } from "./scan/detect-input-mapping.ts";
export { InputAccount } from "./scan/input-account.ts";
export type { JobInput, JobShard, RowJob } from "./scan/row-job.ts";
export { stepKinds } from "./step-kinds.ts";
export {
  type FoundWrapper,
  listStrippedRows,
  mineInputWrappers,
  miningDefaults,
  parseWrapperFile,
  StrippedRow,
  stripWrappers,
  toStripList,
  type Wrapper,
  WrapperReport,
  wrapperFileVersion,
} from "./wrappers/index.ts";
