export { toHtmlReport } from "./html-report.ts";
export { toFigureFiles } from "./report-figures.ts";
export type { ReportInput } from "./report-input.ts";
