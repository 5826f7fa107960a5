export { accountFile } from "./account-file.ts";
export { countStatedRows } from "./count-stated-rows.ts";
export { type FetchOptions, fetchRowFile } from "./dataset/fetch-row-file.ts";
export {
  describeRowFile,
  RowFileDescription,
  toRowFile,
} from "./describe-row-file.ts";
export { type ParsedRecord, parseRecord } from "./json/json-record.ts";
export type { LineChunk } from "./line-cutter.ts";
export { listShards, type ShardOptions } from "./list-shards.ts";
export { type OpenOptions, openRowInputs } from "./open-row-inputs.ts";
export { type LineOptions, readLines } from "./read-lines.ts";
export { readRecords } from "./read-records.ts";
export { toDuplicateKeysNote, toEmptyNote } from "./record-keeper.ts";
export type {
  BrokenRecord,
  ByteRange,
  ByteSource,
  FileAccount,
  ReadCounts,
  ReadNote,
  ReadOptions,
  RecordBatch,
  RowCompression,
  RowFile,
  RowFormat,
  RowInput,
  RowShard,
} from "./row-input.ts";
