export { type ColumnProfile, profileRows, type ValueKind, valueKinds } from "./columns.ts";
export {
  type DetectedMapping,
  type DetectionOptions,
  detectionRows,
  detectMapping,
  type MappingCandidate,
  type MisfitGroup,
  nameRowLayout,
} from "./detect-mapping.ts";
export { rowAdapters } from "./kinds/registry.ts";
export {
  findPlainFields,
  listColumns,
  type MappingPart,
  mappingParts,
  type PlainFields,
  parseMapping,
  RowMapping,
  toMapArguments,
} from "./mapping.ts";
export type { RowAdapter } from "./row-adapter.ts";
export { createSampleReader } from "./sample-reader.ts";
export { toJsonText } from "./value-text.ts";
