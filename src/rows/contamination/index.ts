export { BenchmarkContamination, ContaminationFindings } from "./contamination-report.ts";
export { contaminationSteps } from "./contamination-steps.ts";
export { type ContaminationJob, findContamination, type RowSet } from "./find-contamination.ts";
export { toContaminationReport } from "./to-contamination-report.ts";
