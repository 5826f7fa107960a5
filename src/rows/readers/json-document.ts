import { parseRecord } from "./json-record.ts";
import type { RecordKeeper } from "./record-keeper.ts";
import type { ReadOptions, RecordBatch, RowFile } from "./row-input.ts";
import { countMarkBytes, openText } from "./text-stream.ts";

const batchRecords = 1000;

export async function* readJsonDocument(
  file: RowFile,
  keeper: RecordKeeper,
  options: ReadOptions,
): AsyncIterable<RecordBatch> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of openText(file, { ...options, onNote: keeper.note })) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const parsed = parseRecord(bytes.subarray(countMarkBytes(bytes)));
  const elements = parsed.state === "record" && Array.isArray(parsed.record) ? parsed.record : undefined;
  if (elements === undefined) keeper.add(parsed);
  for (const element of elements ?? []) {
    keeper.addRecord(element);
    if (keeper.heldCount === batchRecords) yield* keeper.release();
  }
  yield* keeper.release();
}
