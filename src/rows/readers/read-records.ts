import { readArrow } from "./arrow/read-arrow.ts";
import { readDelimited } from "./delimited/read-delimited.ts";
import { readJsonDocument } from "./json/read-json-document.ts";
import { readJsonLines } from "./json/read-json-lines.ts";
import { readParquet } from "./parquet/read-parquet.ts";
import { RecordKeeper } from "./record-keeper.ts";
import type { ReadOptions, RecordBatch, RowFile, RowFormat } from "./row-input.ts";

type Reader = (file: RowFile, keeper: RecordKeeper, options: ReadOptions) => AsyncIterable<RecordBatch>;

const readers: Readonly<Record<RowFormat, Reader>> = {
  jsonl: readJsonLines,
  json: readJsonDocument,
  csv: readDelimited,
  tsv: readDelimited,
  parquet: readParquet,
  arrow: readArrow,
};

const formatsOfLines: ReadonlySet<RowFormat> = new Set(["jsonl", "csv", "tsv"]);

/**
 * The records of a file, or of a shard of it, in order. Broken ones are told through `onBroken` and left out; a file that
 * is cut off or damaged gives what can be read of it, and a note. Memory: one batch, whatever the size of the file.
 *
 * @throws StemmaError `not-found` when the file cannot be opened, and what a remote source throws.
 */
export async function* readRecords(file: RowFile, options: ReadOptions = {}): AsyncIterable<RecordBatch> {
  const keeper = new RecordKeeper(file, formatsOfLines.has(file.format) ? "line" : "record", options);
  const tell = options.onProgress ?? (() => {});
  let passed = 0;
  const onProgress = (bytes: number) => {
    passed += bytes;
    tell(bytes);
  };
  for await (const batch of readers[file.format](file, keeper, { ...options, onProgress })) {
    options.signal?.throwIfAborted();
    yield batch;
  }
  if (!options.range) {
    // Footers and the like are not passed with rows.
    if (passed < file.bytes.byteLength) tell(file.bytes.byteLength - passed);
    keeper.noteEmpty();
  }
  options.onEnd?.(keeper.counts);
}
