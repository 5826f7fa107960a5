export { accountFile } from "./account-file.ts";
export { countStatedRows } from "./count-stated-rows.ts";
export { fetchRowFile } from "./dataset/fetch-row-file.ts";
export {
  describeRowFile,
  RowFileDescription,
  toRowFile,
} from "./describe-row-file.ts";
export { parseRecord } from "./json/json-record.ts";
export { listShards } from "./list-shards.ts";
export { openRowInputs } from "./open-row-inputs.ts";
export { readLines } from "./read-lines.ts";
export { readRecords } from "./read-records.ts";
export { toDuplicateKeysNote, toEmptyNote } from "./record-keeper.ts";
export type {
  BrokenRecord,
  ByteSource,
  ReadCounts,
  ReadNote,
  RowFile,
  RowInput,
} from "./row-input.ts";
