export { toHtmlReport } from "./html-report.ts";
export type {
  ReportContamination,
  ReportInput,
  ReportIntersections,
  ReportLicence,
  ReportMaking,
  ReportPatterns,
  ReportSimilarity,
  ReportStatistics,
} from "./report-input.ts";
