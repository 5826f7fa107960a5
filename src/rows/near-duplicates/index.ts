export { entryColumns } from "./ledger-entry.ts";
export { NearDuplicateReport } from "./near-duplicate-report.ts";
export {
  keepRules,
  type NearDuplicateOptions,
  parseNearDuplicateOptions,
  verifications,
} from "./near-duplicate-settings.ts";
export { removeNearDuplicates } from "./remove-near-duplicates.ts";
