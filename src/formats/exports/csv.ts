import type { ExportFormat } from "../export-format.ts";
import { toHeldText } from "../held-text.ts";
import { type Cell, toLineageTable } from "../lineage-tables.ts";

/** What spreadsheets may take for the start of a formula, full-width forms included (OWASP, spec S-09). */
const formulaStart = /^(?:'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n])/;

/** RFC 4180 in UTF-8. A text that could be a formula is written with an apostrophe before it. */
export const csv: ExportFormat = {
  name: "csv",
  meaning: "tables of nodes, edges and evidence for spreadsheets and data frames; Stemma reads them back",
  extension: "csv",
  mediaType: "text/csv",
  needs: "table",
  toContent: (graph, options) => {
    const columns = toLineageTable(graph, options.table ?? "edges");
    const rows =
      columns[0]?.cells.map((_, row) => columns.map(({ cells }) => toCsvCell(cells[row] ?? null))) ?? [];
    return [columns.map(({ name }) => name), ...rows].map((cells) => `${cells.join(",")}\r\n`).join("");
  },
};

function toCsvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const clean = toHeldText(cell);
  const safe = formulaStart.test(clean) ? `'${clean}` : clean;
  return /^$|[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
