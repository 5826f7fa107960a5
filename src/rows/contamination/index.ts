export { BenchmarkContamination, ContaminationFindings } from "./contamination-report.ts";
export { contaminationSteps } from "./contamination-steps.ts";
export { type ContaminationJob, findContamination, type RowSet } from "./find-contamination.ts";
export { PurgeCounts, type PurgeEntry, purgeColumns, purgeLevels } from "./purge-report.ts";
export { type Purge, type PurgedFile, purgeRows } from "./purge-rows.ts";
export { toContaminationReport } from "./to-contamination-report.ts";
