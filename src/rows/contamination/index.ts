export { BenchmarkContamination, ContaminationFindings } from "./contamination-report.ts";

export { type ContaminationJob, findContamination } from "./find-contamination.ts";
export { listMatches } from "./listed-matches.ts";
export { PurgeCounts, type PurgeEntry, purgeColumns, purgeLevels } from "./purge-report.ts";
export { type PurgedFile, purgeRows } from "./purge-rows.ts";
export { toContaminationReport } from "./to-contamination-report.ts";
