export { entryColumns } from "./ledger-entry.ts";
export { NearDuplicateReport } from "./near-duplicate-report.ts";
export { parseNearDuplicateOptions } from "./near-duplicate-settings.ts";
export { removeNearDuplicates } from "./remove-near-duplicates.ts";
