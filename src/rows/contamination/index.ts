export { BenchmarkContamination, ContaminationFindings } from "./contamination-report.ts";
export { contaminationSteps } from "./contamination-steps.ts";
export { type ContaminationJob, findContamination, type RowSet } from "./find-contamination.ts";
export { listMatches } from "./listed-matches.ts";
export { toContaminationReport } from "./to-contamination-report.ts";
