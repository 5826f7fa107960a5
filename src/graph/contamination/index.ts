export { Benchmark } from "./benchmarks.ts";
export {
  ContaminationCell,
  type ContaminationOptions,
  ContaminationReport,
  contaminationReportVersion,
  toContaminationReport,
} from "./contamination-report.ts";
export { Exposure, toExposure } from "./exposure.ts";
