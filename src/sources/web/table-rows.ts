const maxCellLength = 800;

/**
 * Rows of cells as Markdown: pipe rows for a table of facts, one cell after the other for a table that only lays the
 * page out (a cell with headings, code or several long paragraphs).
 */
export function toTableText(rows: readonly (readonly string[])[]): string {
  const filled = rows.filter((row) => row.some((cell) => cell !== ""));
  if (filled.some((row) => row.some(isLayoutCell))) return filled.flat().filter(Boolean).join("\n\n");
  const lines = filled.map((row) => `| ${row.map(toCellText).join(" | ")} |`);
  const columns = filled[0]?.length ?? 0;
  return lines.toSpliced(1, 0, `| ${Array(columns).fill("---").join(" | ")} |`).join("\n");
}

function isLayoutCell(cell: string): boolean {
  if (/^(?:#{1,6} |```)/m.test(cell)) return true;
  return cell.length > maxCellLength && cell.includes("\n\n");
}

function toCellText(cell: string): string {
  return cell.replace(/\s+/g, " ").replaceAll("|", "\\|");
}
