export { listSourceDatasets, toCardSection } from "./card/card-section.ts";
export { insertCardSection } from "./card/insert-card-section.ts";
export { toUnifiedDiff } from "./card/unified-diff.ts";
export type { ChartTools } from "./charts/index.ts";
export type { ExportFormat, ExportOptions } from "./export-format.ts";
export { exportFormats, toExportFormat } from "./exports/index.ts";
export { toMermaid } from "./exports/mermaid.ts";
export { findingsFormats, toFindingsFormat } from "./findings/index.ts";
export type { TextFile } from "./import-format.ts";
export { type GraphImport, importFormats, parseGraph } from "./imports/index.ts";
export { type TableName, tableNames } from "./lineage-tables.ts";
export type { ParsedMixture } from "./mixture-format.ts";
export {
  listMixtureCompanions,
  mixtureReaders,
  parseMixture,
} from "./mixtures/index.ts";
export {
  type ReportInput,
  toFigureFiles,
  toHtmlReport,
} from "./report/index.ts";
export { type ParsedScores, parseScoreTable } from "./score-table.ts";
export { toMarkdownText } from "./visible-text.ts";
