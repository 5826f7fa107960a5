export { type ColumnProfile, profileRows, valueKinds } from "./columns.ts";
export {
  type DetectedMapping,
  detectionRows,
  detectMapping,
  type MappingCandidate,
} from "./detect-mapping.ts";
export { rowAdapters } from "./kinds/registry.ts";
export { createLayoutCounter, sumLayouts } from "./layout-counter.ts";
export {
  findPlainFields,
  listColumns,
  type PlainFields,
  parseMapping,
  RowMapping,
  toMapArguments,
} from "./mapping.ts";
export { createSampleReader } from "./sample-reader.ts";
export { toJsonText } from "./value-text.ts";
