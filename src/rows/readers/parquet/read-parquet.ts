import { type FileMetaData, parquetSchema, type RowGroup, type SchemaTree } from "hyparquet";
import { assembleNested } from "hyparquet/src/assemble.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { StemmaError } from "../../../model/index.ts";
import { toJsonValue } from "../json-value.ts";
import type { RecordKeeper } from "../record-keeper.ts";
import type { ByteRange, ReadOptions, RecordBatch, RowFile } from "../row-input.ts";
import { createDecoder } from "./decoding.ts";
import { ParquetDamage, readFooter, toChunkRange } from "./footer.ts";
import { LeafCursor } from "./leaf-cursor.ts";

const windowBytes = 4 * 1024 * 1024;
const mostWindowRows = 2048;

/**
 * The rows of a Parquet file or of a range of them, only the wanted columns of them. Holds, per column, one page and one
 * mebibyte of the file, and a window of about 4 MB of rows, however large the row groups are.
 */
export async function* readParquet(
  file: RowFile,
  keeper: RecordKeeper,
  options: ReadOptions,
): AsyncIterable<RecordBatch> {
  const metadata = await findFooter(file, keeper, options);
  if (metadata === undefined) return;
  const range = options.range ?? { start: 0, end: Number.POSITIVE_INFINITY };
  const schema = parquetSchema(metadata);
  let start = 0;
  for (const [number, group] of metadata.row_groups.entries()) {
    const rows = { start, end: start + Number(group.num_rows) };
    start = rows.end;
    const wanted = { start: Math.max(range.start, rows.start), end: Math.min(range.end, rows.end) };
    if (wanted.start >= wanted.end) continue;
    yield* readGroup({ file, schema, group, number, rows, wanted, keeper, options });
  }
}

async function findFooter(
  file: RowFile,
  keeper: RecordKeeper,
  { signal }: ReadOptions,
): Promise<FileMetaData | undefined> {
  try {
    return await readFooter(file.bytes, signal);
  } catch (error) {
    if (!(error instanceof ParquetDamage)) throw error;
    keeper.note({
      file: file.bytes.name,
      kind: error.kind,
      isLoss: true,
      message: `${file.bytes.name}: no row can be read: ${error.message}`,
      hint: "Fetch the file again and compare its size and checksum with those of where it comes from.",
    });
    return undefined;
  }
}

interface GroupRead {
  readonly file: RowFile;
  readonly schema: SchemaTree;
  readonly group: RowGroup;
  readonly number: number;
  /** Of the group, and the wanted ones of them, counted over the file. */
  readonly rows: ByteRange;
  readonly wanted: ByteRange;
  readonly keeper: RecordKeeper;
  readonly options: ReadOptions;
}

interface Column {
  readonly schema: SchemaTree;
  readonly leaves: readonly { readonly path: string; readonly cursor: LeafCursor }[];
}

async function* readGroup(read: GroupRead): AsyncIterable<RecordBatch> {
  const { rows, wanted, keeper, options } = read;
  const tell = createTeller(read);
  let row = wanted.start;
  try {
    const columns = openColumns(read);
    await Promise.all(eachLeaf(columns).map(({ cursor }) => cursor.skip(wanted.start - rows.start)));
    const windowRows = toWindowRows(read.group, options.columns);
    while (row < wanted.end) {
      options.signal?.throwIfAborted();
      const count = Math.min(windowRows, wanted.end - row);
      for (const record of await readWindow(columns, count)) keeper.addRecord(record);
      row += count;
      tell(row);
      yield* keeper.release();
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    tell(wanted.end);
    giveUp(read, row, error);
  }
}

function openColumns({ file, schema, group, options }: GroupRead): Column[] {
  const { columns: names, signal } = options;
  const chunks = group.columns.map((chunk) => {
    if (chunk.meta_data === undefined || chunk.file_path) throw new Error("its columns lie in other files");
    return chunk.meta_data;
  });
  const wanted = schema.children.filter((child) => names === undefined || names.includes(child.element.name));
  return wanted.map((child) => {
    const own = chunks.filter((chunk) => chunk.path_in_schema[0] === child.element.name);
    const leaves = own.map((chunk) => ({
      path: chunk.path_in_schema.join("."),
      cursor: new LeafCursor({
        bytes: file.bytes,
        range: toChunkRange(chunk),
        decoder: createDecoder(schema, chunk),
        signal,
      }),
    }));
    return { schema: child, leaves };
  });
}

function eachLeaf(columns: readonly Column[]) {
  return columns.flatMap((column) => column.leaves);
}

async function readWindow(columns: readonly Column[], count: number): Promise<Record<string, unknown>[]> {
  const values = await Promise.all(columns.map((column) => readColumn(column, count)));
  const records: Record<string, unknown>[] = [];
  for (let row = 0; row < count; row++) {
    const record: Record<string, unknown> = {};
    for (const [index, column] of columns.entries()) {
      record[column.schema.element.name] = toJsonValue(values[index]?.[row]);
    }
    records.push(record);
  }
  return records;
}

async function readColumn({ schema, leaves }: Column, count: number): Promise<readonly unknown[]> {
  const read = await Promise.all(
    leaves.map(async ({ path, cursor }) => [path, await cursor.take(count)] as const),
  );
  if (schema.children.length === 0) return read[0]?.[1] ?? [];
  const parts = new Map<string, unknown[]>(read);
  assembleNested(parts, schema, DEFAULT_PARSERS);
  return parts.get(schema.element.name) ?? [];
}

/** Rows of a window, so that one is about `windowBytes` large. */
function toWindowRows(group: RowGroup, names: readonly string[] | undefined): number {
  let bytes = 0;
  for (const { meta_data } of group.columns) {
    const isWanted = names === undefined || names.includes(meta_data?.path_in_schema[0] ?? "");
    if (isWanted) bytes += Number(meta_data?.total_uncompressed_size ?? 0);
  }
  const rowBytes = bytes / Math.max(Number(group.num_rows), 1);
  return Math.min(Math.max(Math.floor(windowBytes / Math.max(rowBytes, 1)), 1), mostWindowRows);
}

/** Tells the bytes of the group, of all its columns, in step with its rows. */
function createTeller({ group, rows, wanted, options }: GroupRead): (row: number) => void {
  const bytes = group.columns.reduce(
    (sum, { meta_data }) => sum + Number(meta_data?.total_compressed_size ?? 0),
    0,
  );
  const toBytes = (row: number) => Math.round((bytes * (row - rows.start)) / (rows.end - rows.start));
  let told = toBytes(wanted.start);
  return (row) => {
    options.onProgress?.(toBytes(row) - told);
    told = toBytes(row);
  };
}

/** What the decoder throws are plain errors; those of the source of bytes are not the file's fault. */
function isDamage(error: unknown): error is Error {
  return error instanceof Error && !(error instanceof StemmaError) && error.name !== "AbortError";
}

function giveUp({ file, number, wanted, keeper }: GroupRead, row: number, error: Error): void {
  const place = `rows ${row + 1} to ${wanted.end} (row group ${number + 1})`;
  keeper.addLost(wanted.end - row, `${place} cannot be unpacked: ${error.message}`);
  keeper.note({
    file: file.bytes.name,
    kind: "damaged",
    isLoss: true,
    message: `${file.bytes.name}: ${place} cannot be read: ${error.message}; the rows of other row groups are read`,
    hint: "Fetch the file again and compare its size and checksum with those of where it comes from.",
  });
}
