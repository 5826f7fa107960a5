export { findNearDuplicates } from "./find-near-duplicates.ts";
export { IntegerList } from "./integer-list.ts";
export { entryColumns } from "./ledger-entry.ts";
export { NearDuplicateReport } from "./near-duplicate-report.ts";
export { parseNearDuplicateOptions } from "./near-duplicate-settings.ts";
export { hashQuestion } from "./question-key.ts";
export { removeNearDuplicates } from "./remove-near-duplicates.ts";
export { RowFates } from "./row-fates.ts";
