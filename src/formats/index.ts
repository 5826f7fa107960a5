export type { ExportFormat, ExportOptions } from "./export-format.ts";
export { exportFormats, toExportFormat } from "./exports/index.ts";
export { toMermaid } from "./exports/mermaid.ts";
export { type TableName, tableNames, tablesVersion } from "./lineage-tables.ts";
