export { toHtmlReport } from "./html-report.ts";
export type {
  ReportContamination,
  ReportInput,
  ReportIntersections,
  ReportLicences,
  ReportMaking,
  ReportPatterns,
  ReportSimilarity,
  ReportStatistics,
} from "./report-input.ts";
