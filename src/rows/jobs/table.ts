/** What the cells of a column are; `int32` also carries the words of a hash. */
export type ColumnKind = "int32" | "double" | "text";

export type Column = Int32Array | Float64Array | readonly string[];

/** Columns of equal length by their names. */
export type TableColumns = Readonly<Record<string, Column>>;

export type TableShape = Readonly<Record<string, ColumnKind>>;

/** Takes the rows of a table in groups; a group is what a later step can read by itself, such as one hash range. */
export interface TableWriter {
  /** The columns may be reused by the caller afterwards. A group may be empty. */
  writeGroup(columns: TableColumns): void;
}

export interface TableReader {
  readonly groupSizes: readonly number[];
  readGroup(index: number): Promise<TableColumns>;
}

/** An integer column of a group; empty when there is none of that name. */
export function toIntegers(columns: TableColumns, name: string): Int32Array {
  const column = columns[name];
  return column instanceof Int32Array ? column : new Int32Array();
}

/** A column of texts of a group; empty when there is none of that name. */
export function toTexts(columns: TableColumns, name: string): readonly string[] {
  const column = columns[name];
  return column === undefined || column instanceof Int32Array || column instanceof Float64Array ? [] : column;
}

export function toRowCount(columns: TableColumns): number {
  return Object.values(columns)[0]?.length ?? 0;
}
