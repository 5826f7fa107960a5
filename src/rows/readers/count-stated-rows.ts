import { readFooter } from "./parquet/footer.ts";
import type { RowInput } from "./row-input.ts";

/** The rows of an input as its files state them, without reading any; undefined where one does not state it. */
export async function countStatedRows(
  { files }: RowInput,
  signal?: AbortSignal,
): Promise<number | undefined> {
  let rows = 0;
  for (const file of files) {
    if (file.format !== "parquet") return undefined;
    const footer = await readFooter(file.bytes, signal).catch(() => undefined);
    if (footer === undefined) return undefined;
    rows += Number(footer.num_rows);
  }
  return rows;
}
