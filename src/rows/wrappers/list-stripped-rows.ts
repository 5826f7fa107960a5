import { z } from "zod";
import { createSampleReader, type RowMapping } from "../adapters/index.ts";
import { type RowInput, readRecords } from "../readers/index.ts";
import { stripWrappers } from "./strip-wrappers.ts";
import type { Wrapper } from "./wrapper.ts";

/** A question with and without its wrappers. */
export const StrippedRow = z.strictObject({
  file: z.string(),
  /** Position in the file, from 0. */
  row: z.int().min(0),
  before: z.string(),
  after: z.string(),
});
export type StrippedRow = z.infer<typeof StrippedRow>;

export interface StrippedRowOptions {
  readonly mapping: RowMapping;
  readonly wrappers: readonly Wrapper[];
  readonly most: number;
  readonly signal?: AbortSignal | undefined;
}

const rowsPerFile = 2000;

/** The first rows that the wrappers change, looked for at the beginning of each file; rows with the same rest count once. */
export async function listStrippedRows(
  { files }: RowInput,
  { mapping, wrappers, most, signal }: StrippedRowOptions,
): Promise<readonly StrippedRow[]> {
  const rows: StrippedRow[] = [];
  const readSample = createSampleReader(mapping);
  if (wrappers.length === 0) return rows;
  for (const file of files) {
    for await (const { records, first } of readRecords(file, { signal })) {
      for (const [index, record] of records.entries()) {
        if (rows.length >= most) return rows;
        const before = readSample(record)?.instruction ?? "";
        const after = stripWrappers(before, wrappers);
        const isNew = after !== before && rows.every((row) => row.after !== after);
        if (isNew) rows.push({ file: file.bytes.name, row: first + index, before, after });
      }
      if (first + records.length >= rowsPerFile) break;
    }
  }
  return rows;
}
