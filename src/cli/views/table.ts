import { padToWidth, shortenToWidth, toDisplayWidth } from "../terminal/display-width.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Screen } from "../terminal/screen.ts";
import type { Table } from "./view.ts";

const gap = "  ";
const narrowestColumn = 8;

/** Tab-separated with a header; tabs and line breaks inside a cell are spaces, control characters written out. */
export function toTabbedText(table: Table): string {
  return [table.columns, ...table.rows].map((row) => row.map(toSafeText).join("\t")).join("\n");
}

/** Aligned columns under dim headings; where the screen is too narrow the widest column gives way. */
export function toAlignedText(table: Table, screen: Screen): string {
  const rows = [table.columns, ...table.rows].map((row) => row.map(toSafeText));
  const widths = fitWidths(
    table.columns.map((_, column) => Math.max(...rows.map((row) => toDisplayWidth(row[column] ?? "")))),
    screen.width,
  );
  return rows
    .map((row, position) => {
      const cells = row.map((cell, column) => {
        const width = widths[column] ?? 0;
        return padToWidth(shortenToWidth(cell, width), width);
      });
      const line = cells.join(gap).trimEnd();
      return position === 0 ? screen.colors.dim(line) : line;
    })
    .join("\n");
}

function fitWidths(widths: readonly number[], room: number | null): number[] {
  const fitted = [...widths];
  if (room === null) return fitted;
  const gaps = gap.length * (fitted.length - 1);
  for (let excess = sum(fitted) + gaps - room; excess > 0; excess--) {
    const widest = fitted.indexOf(Math.max(...fitted));
    const width = fitted[widest] ?? 0;
    if (width <= narrowestColumn) break;
    fitted[widest] = width - 1;
  }
  return fitted;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
