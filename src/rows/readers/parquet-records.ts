import { parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import type { RecordKeeper } from "./record-keeper.ts";
import type { ByteSource, ReadOptions, RecordBatch, RowFile } from "./row-input.ts";

const windowRows = 4096;

export async function readParquetFooter(bytes: ByteSource, signal?: AbortSignal) {
  return parquetMetadataAsync(toAsyncBuffer(bytes, signal));
}

export async function* readParquet(
  file: RowFile,
  keeper: RecordKeeper,
  { range, columns, signal }: ReadOptions,
): AsyncIterable<RecordBatch> {
  const buffer = toAsyncBuffer(file.bytes, signal);
  const metadata = await parquetMetadataAsync(buffer);
  const names = parquetSchema(metadata).children.map((child) => child.element.name);
  const wanted = columns === undefined ? names : names.filter((name) => columns.includes(name));
  const end = Math.min(range?.end ?? Number.POSITIVE_INFINITY, Number(metadata.num_rows));
  for (let rowStart = range?.start ?? 0; rowStart < end; rowStart += windowRows) {
    const rowEnd = Math.min(rowStart + windowRows, end);
    const rows = await parquetReadObjects({
      file: buffer,
      metadata,
      compressors,
      columns: wanted,
      rowStart,
      rowEnd,
    });
    for (const row of rows) keeper.addRecord(toJsonValue(row));
    yield* keeper.release();
  }
}

function toAsyncBuffer(bytes: ByteSource, signal: AbortSignal | undefined) {
  return {
    byteLength: bytes.byteLength,
    slice: async (start: number, end = bytes.byteLength): Promise<ArrayBuffer> => {
      const read = await bytes.readRange({ start, end }, signal);
      return read.buffer.slice(read.byteOffset, read.byteOffset + read.byteLength) as ArrayBuffer;
    },
  };
}

function toJsonValue(value: unknown): unknown {
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toJsonValue);
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJsonValue(inner)]));
}
