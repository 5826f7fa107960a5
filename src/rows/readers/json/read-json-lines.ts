import { readLines } from "../read-lines.ts";
import type { RecordKeeper } from "../record-keeper.ts";
import type { ReadOptions, RecordBatch, RowFile } from "../row-input.ts";
import { parseRecord } from "./json-record.ts";

/** One record per line; blank lines are passed over. Holds about a mebibyte of text, or one line if it is longer. */
export async function* readJsonLines(
  file: RowFile,
  keeper: RecordKeeper,
  options: ReadOptions,
): AsyncIterable<RecordBatch> {
  for await (const { lines } of readLines(file, { ...options, onNote: keeper.note })) {
    for (let start = 0; start < lines.length; ) {
      const lineBreak = lines.indexOf(10, start);
      const end = lineBreak === -1 ? lines.length : lineBreak;
      keeper.addLine();
      keeper.add(parseRecord(lines.subarray(start, end)));
      start = end + 1;
    }
    yield* keeper.release();
  }
}
