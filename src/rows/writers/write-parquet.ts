import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { readRecords } from "../readers/index.ts";
import type { ListKeptFiles } from "./kept-file.ts";

/** What a column holds; every value may be missing. `json` is the text of any JSON value. */
type ParquetKind = "text" | "boolean" | "integer" | "number" | "json";

const types = {
  text: "STRING",
  boolean: "BOOLEAN",
  integer: "INT64",
  number: "DOUBLE",
  json: "STRING",
} as const satisfies Record<ParquetKind, string>;

export type ParquetColumns = Readonly<Record<string, ParquetKind>>;

const rowsPerGroup = 10_000;

/** Records as one Parquet file, in pieces: a row group for every 10,000. */
export async function* toParquetBytes(
  columns: ParquetColumns,
  records: Iterable<object> | AsyncIterable<object>,
): AsyncIterable<Uint8Array> {
  const writer = new ByteWriter();
  const file = new ParquetWriter({ writer, schema: toSchema(columns), createdBy: "stemma" });
  let group: object[] = [];
  for await (const record of records) {
    group.push(record);
    if (group.length < rowsPerGroup) continue;
    file.write({ columnData: toColumnData(columns, group), rowGroupSize: rowsPerGroup });
    yield takeBytes(writer);
    group = [];
  }
  if (group.length > 0) file.write({ columnData: toColumnData(columns, group), rowGroupSize: rowsPerGroup });
  file.finish();
  yield takeBytes(writer);
}

/**
 * Records of files as one Parquet file. Their columns are the fields at the top level of all of them, in order of appearance;
 * fields whose values are of several kinds, or lists or objects, are texts of JSON. The files are read twice.
 */
export async function* toRecordParquet(list: ListKeptFiles, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  const kinds = new Map<string, ParquetKind | undefined>();
  for await (const record of readKept(list, signal)) {
    for (const [name, value] of Object.entries(record)) kinds.set(name, joinKinds(kinds.get(name), value));
  }
  const columns = Object.fromEntries([...kinds].map(([name, kind]) => [name, kind ?? "text"]));
  yield* toParquetBytes(columns, readKept(list, signal));
}

async function* readKept(list: ListKeptFiles, signal: AbortSignal | undefined): AsyncIterable<object> {
  for (const { file, isKept } of list()) {
    for await (const { first, records } of readRecords(file, { signal })) {
      for (const [index, record] of records.entries()) {
        if (isKept(first + index) && typeof record === "object" && record !== null) yield record;
      }
    }
  }
}

/** Undefined while only missing values were seen. */
function joinKinds(known: ParquetKind | undefined, value: unknown): ParquetKind | undefined {
  if (value === null || value === undefined || known === "json") return known;
  const kind = toKind(value);
  if (known === undefined || known === kind) return kind;
  const isNumeric = (one: ParquetKind) => one === "integer" || one === "number";
  return isNumeric(known) && isNumeric(kind) ? "number" : "json";
}

function toKind(value: unknown): ParquetKind {
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return Number.isSafeInteger(value) ? "integer" : "number";
  return "json";
}

function toSchema(columns: ParquetColumns) {
  return schemaFromColumnData({ columnData: toColumnData(columns, []) });
}

function toColumnData(columns: ParquetColumns, records: readonly object[]) {
  return Object.entries(columns).map(([name, kind]) => ({
    name,
    type: types[kind],
    nullable: true,
    data: records.map((record) =>
      toCell(Object.hasOwn(record, name) ? Reflect.get(record, name) : null, kind),
    ),
  }));
}

function toCell(value: unknown, kind: ParquetKind): unknown {
  if (value === null || value === undefined) return null;
  if (kind === "json") return JSON.stringify(value);
  if (kind === "integer" && typeof value === "number") return BigInt(value);
  return typeof value === "string" ? value.toWellFormed() : value;
}

function takeBytes(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}
