import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import type { ColumnMetaData, SchemaTree } from "hyparquet";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getTreePath } from "hyparquet/src/schema.js";
import type { ColumnDecoder, Compressors, DecodedArray, ParquetParsers } from "hyparquet/src/types.js";
import { compressors as portableCompressors } from "hyparquet-compressors";
import { toIsoTime } from "../json-value.ts";

type Unpack = (packed: Uint8Array, length: number) => Uint8Array;

/** Node's own unpackers are several times as fast, and stop at the size that the page states. */
const unpackers: Readonly<Record<string, Unpack | undefined>> = {
  ...portableCompressors,
  GZIP: (packed, length) => gunzipSync(packed, { maxOutputLength: length }),
  ZSTD: (packed, length) => zstdDecompressSync(packed, { maxOutputLength: length }),
  BROTLI: (packed, length) => brotliDecompressSync(packed, { maxOutputLength: length }),
};
/** Not every one of them knows that nothing can be packed too. */
const compressors: Compressors = Object.fromEntries(
  Object.entries(unpackers).map(([codec, unpack]) => [
    codec,
    (packed: Uint8Array, length: number) =>
      length === 0 ? new Uint8Array() : (unpack?.(packed, length) ?? packed),
  ]),
);

const parsers: ParquetParsers = {
  ...DEFAULT_PARSERS,
  timestampFromMilliseconds: (milliseconds) => toTime(milliseconds, 1),
  timestampFromMicroseconds: (microseconds) => toTime(microseconds, 1e3),
  timestampFromNanoseconds: (nanoseconds) => toTime(nanoseconds, 1e6),
  dateFromDays: (days: number | undefined) =>
    days === undefined ? undefined : toIsoTime(days * 86_400_000)?.slice(0, 10),
  stringFromBytes: toText,
  jsonFromBytes: (bytes) => toJson(toText(bytes)),
};

function toTime(count: bigint | undefined, perMillisecond: number): string | null | undefined {
  return count === undefined ? undefined : toIsoTime(Math.floor(Number(count) / perMillisecond));
}

function toText(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

function toJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function createDecoder(schema: SchemaTree, column: ColumnMetaData): ColumnDecoder {
  const schemaPath = getTreePath(schema, column.path_in_schema);
  const element = schemaPath.at(-1)?.element;
  if (element === undefined) throw new Error("a column is not in its schema");
  return {
    pathInSchema: column.path_in_schema,
    type: column.type,
    element,
    schemaPath,
    codec: column.codec,
    parsers,
    compressors,
    // Bytes that are not declared a text may be a picture.
    utf8: false,
  };
}

/** Decimals come as products with a power of ten, which leaves noise in their last digits. */
export function toExactDecimals(values: DecodedArray, { element }: ColumnDecoder): DecodedArray {
  return element.converted_type === "DECIMAL"
    ? Array.from(values, (value) => round(value, element.scale ?? 0))
    : values;
}

function round(value: unknown, scale: number): unknown {
  if (Array.isArray(value)) return value.map((inner) => round(inner, scale));
  return typeof value === "number" ? Number(value.toFixed(Math.min(Math.max(scale, 0), 100))) : value;
}
