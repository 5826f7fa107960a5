export const writtenByScript =
  "<!-- Written by `npm run docs` from the code; a test compares the two. Do not edit by hand. -->";

export function toTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const toRow = (cells: readonly string[]) => `| ${cells.map(toCell).join(" | ")} |`;
  return [toRow(columns), toRow(columns.map(() => "---")), ...rows.map(toRow)].join("\n");
}

function toCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
