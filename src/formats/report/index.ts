export { toHtmlReport } from "./html-report.ts";
export type { ReportInput } from "./report-input.ts";
