import { parquetWriteBuffer } from "hyparquet-writer";
import type { ExportFormat } from "../export-format.ts";
import { type Column, tablesVersion, toLineageTable } from "../lineage-tables.ts";

const parquetTypes = { text: "STRING", boolean: "BOOLEAN", integer: "INT32", number: "DOUBLE" } as const;

/** The tables as Parquet: every column may be null, texts are UTF-8, `stemma.tables_version` is in the footer. */
export const parquet: ExportFormat = {
  name: "parquet",
  meaning: "tables of nodes, edges and evidence for datasets, pandas, DuckDB and Polars",
  extension: "parquet",
  mediaType: "application/vnd.apache.parquet",
  needs: "table",
  toContent: (graph, options) => {
    const table = options.table ?? "edges";
    const buffer = parquetWriteBuffer({
      columnData: toLineageTable(graph, table).map(toColumnData),
      kvMetadata: [
        { key: "stemma.table", value: table },
        { key: "stemma.tables_version", value: String(tablesVersion) },
      ],
      createdBy: "stemma",
    });
    return new Uint8Array(buffer);
  },
};

function toColumnData({ name, type, cells }: Column) {
  const data = cells.map((cell) => (typeof cell === "string" ? cell.toWellFormed() : cell));
  return { name, data, type: parquetTypes[type], nullable: true };
}
