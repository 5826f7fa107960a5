export { findNearDuplicates, type NearDuplicates } from "./find-near-duplicates.ts";
export {
  keepRules,
  type NearDuplicateOptions,
  NearDuplicateSettings,
  parseNearDuplicateOptions,
  verifications,
} from "./near-duplicate-settings.ts";
