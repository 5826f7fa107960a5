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
  toStripList,
  Wrapper,
  WrapperFile,
  WrapperReport,
  wrapperFileVersion,
} from "./wrapper.ts";
