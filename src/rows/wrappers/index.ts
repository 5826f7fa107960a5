export { listStrippedRows, StrippedRow, type StrippedRowOptions } from "./list-stripped-rows.ts";
export { type MineInputOptions, mineInputWrappers } from "./mine-input.ts";
export {
  createWrapperMiner,
  type MiningOptions,
  mineWrappers,
  miningDefaults,
  type WrapperMiner,
} from "./mine-wrappers.ts";
export { stripWrappers } from "./strip-wrappers.ts";
export type { SampledText } from "./text-sample.ts";
export {
  FoundWrapper,
  parseWrapperFile,
  RecurringSystem,
  toStripList,
  Wrapper,
  WrapperFile,
  WrapperReport,
  wrapperFileVersion,
} from "./wrapper.ts";
