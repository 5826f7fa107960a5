export { listStrippedRows, StrippedRow } from "./list-stripped-rows.ts";
export { mineInputWrappers } from "./mine-input.ts";
export { createWrapperMiner, miningDefaults } from "./mine-wrappers.ts";
export { stripWrappers } from "./strip-wrappers.ts";
export {
  FoundWrapper,
  parseWrapperFile,
  RecurringSystem,
  toStripList,
  Wrapper,
  WrapperReport,
  wrapperFileVersion,
} from "./wrapper.ts";
