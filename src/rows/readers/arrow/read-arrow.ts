import { zstdDecompressSync } from "node:zlib";
import {
  RecordBatch as ArrowBatch,
  CompressionType,
  compressionRegistry,
  RecordBatchReader,
} from "apache-arrow";
import { StemmaError } from "../../../model/index.ts";
import type { RecordKeeper } from "../record-keeper.ts";
import type { ReadNote, ReadOptions, RecordBatch, RowFile } from "../row-input.ts";
import { toArrowJson } from "./arrow-value.ts";
import { unpackLz4Frame } from "./lz4-frame.ts";
import { openMessages } from "./messages.ts";

const mostBatchRows = 2048;

compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: unpackLz4Frame });
compressionRegistry.set(CompressionType.ZSTD, { decode: (packed) => zstdDecompressSync(packed) });

/**
 * The rows of an Arrow stream or file (Feather 2), message by message: a file is its stream with a frame around it. Holds
 * one record batch of the file, as large as its writer made it, and 2048 rows of it as objects.
 */
export async function* readArrow(
  file: RowFile,
  keeper: RecordKeeper,
  options: ReadOptions,
): AsyncIterable<RecordBatch> {
  const messages = openMessages(file, { ...options, onNote: keeper.note });
  try {
    const reader = await RecordBatchReader.from(messages.bytes);
    for await (const batch of reader) {
      // The library makes up a batch of its own kind at the end of a file without any, and then reads on.
      if (batch.constructor !== ArrowBatch) break;
      yield* releaseBatch(batch, keeper, options);
    }
    if (!messages.hasEnded()) keeper.note(toNote(file, "its end mark is missing", keeper));
  } catch (error) {
    if (!(error instanceof Error) || error instanceof StemmaError || error.name === "AbortError") throw error;
    keeper.note(toNote(file, error.message, keeper));
  } finally {
    await messages.close();
  }
  yield* keeper.release();
}

function* releaseBatch(
  batch: ArrowBatch,
  keeper: RecordKeeper,
  { columns, signal }: ReadOptions,
): Iterable<RecordBatch> {
  const fields = batch.schema.fields.filter((field) => columns === undefined || columns.includes(field.name));
  const vectors = fields.map((field) => ({
    name: field.name,
    type: field.type,
    vector: batch.getChild(field.name),
  }));
  for (let row = 0; row < batch.numRows; row++) {
    const record: Record<string, unknown> = {};
    for (const { name, type, vector } of vectors) record[name] = toArrowJson(vector?.get(row), type);
    keeper.addRecord(record);
    if (keeper.heldCount < mostBatchRows) continue;
    signal?.throwIfAborted();
    yield* keeper.release();
  }
  yield* keeper.release();
}

function toNote(file: RowFile, reason: string, keeper: RecordKeeper): ReadNote {
  const { name } = file.bytes;
  const { rows } = keeper.counts;
  const isCutOff = /expected to read|end mark/i.test(reason);
  const what = isCutOff ? "the Arrow file is cut off" : "the Arrow file is damaged";
  return {
    file: name,
    kind: isCutOff ? "cut-off" : "damaged",
    isLoss: true,
    message: `${name}: ${what} after ${rows} rows: ${reason}; the rows before are read, the rest is missing`,
    hint: "Fetch the file again and compare its size and checksum with those of where it comes from.",
  };
}
