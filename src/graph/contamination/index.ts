export { Benchmark, toBenchmarkSplits } from "./benchmarks.ts";
export {
  ContaminationCell,
  type ContaminationOptions,
  ContaminationReport,
  contaminationReportVersion,
  toContaminationReport,
} from "./contamination-report.ts";
export { type BenchmarkSplits, Exposure, isSharingSplit, toExposure } from "./exposure.ts";
