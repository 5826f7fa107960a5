import type { StepOutput } from "../jobs/step.ts";
import { type TableColumns, toRowCount } from "../jobs/table.ts";

/** A group of a table that goes through the samples of all parts in order. */
export interface RowGroup {
  /** Number of its first sample among those of all parts. */
  readonly firstRow: number;
  readonly rowCount: number;
  readonly columns: TableColumns;
}

/** Name of the table of a band's hashes. */
export function toBandTable(band: number): string {
  return `band${band}`;
}

/** The groups of a table of the `sign` steps, one after the other. */
export async function* readRowGroups(signed: readonly StepOutput[], table: string): AsyncIterable<RowGroup> {
  let firstRow = 0;
  for (const output of signed) {
    const reader = await output.openTable(table);
    for (let group = 0; group < reader.groupSizes.length; group++) {
      const columns = await reader.readGroup(group);
      const rowCount = toRowCount(columns);
      yield { firstRow, rowCount, columns };
      firstRow += rowCount;
    }
  }
}

/** One of equal parts of all 32-bit words. */
export interface HashRange {
  readonly range: number;
  readonly ranges: number;
}

export function isInRange(word: number, { range, ranges }: HashRange): boolean {
  return ranges === 1 || Math.floor(((word >>> 0) / 2 ** 32) * ranges) === range;
}
