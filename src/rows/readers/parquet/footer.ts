import { type ColumnMetaData, type FileMetaData, parquetMetadata } from "hyparquet";
import type { ByteRange, ByteSource } from "../row-input.ts";

const firstReadBytes = 512 * 1024;
const tailBytes = 8;
const magic = "PAR1";

/** Why a Parquet file, or a part of it, cannot be read. The message goes on after the file's name: `the footer is …`. */
export class ParquetDamage extends Error {
  readonly kind: "cut-off" | "damaged";

  constructor(kind: "cut-off" | "damaged", message: string) {
    super(message);
    this.kind = kind;
  }
}

/**
 * What a Parquet file says of itself at its end.
 *
 * @throws ParquetDamage
 */
export async function readFooter(bytes: ByteSource, signal?: AbortSignal): Promise<FileMetaData> {
  const size = bytes.byteLength;
  const start = Math.max(0, size - firstReadBytes);
  const end = await bytes.readRange({ start, end: size }, signal);
  const footerBytes = checkTail(end, size);
  const footer =
    footerBytes <= end.length
      ? end.subarray(end.length - footerBytes)
      : await bytes.readRange({ start: size - footerBytes, end: size }, signal);
  return parseFooter(footer);
}

/** The length of footer and tail together. */
function checkTail(end: Uint8Array, size: number): number {
  const tail = Buffer.from(end.subarray(-tailBytes));
  const mark = tail.subarray(4).toString("latin1");
  if (mark === "PARE") throw new ParquetDamage("damaged", "its footer is encrypted, which is not supported");
  if (tail.length < tailBytes || mark !== magic) {
    throw new ParquetDamage(
      "cut-off",
      "its end is missing, and with it the footer that says where the rows are",
    );
  }
  const footerBytes = tail.readUInt32LE(0) + tailBytes;
  if (footerBytes > size) throw new ParquetDamage("damaged", "its footer claims to be longer than the file");
  return footerBytes;
}

function parseFooter(footer: Uint8Array): FileMetaData {
  try {
    const metadata = parquetMetadata(footer, { geoparquet: false });
    if (metadata.schema.length === 0) throw new Error("it names no columns");
    return metadata;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown";
    throw new ParquetDamage("damaged", `its footer is damaged (${reason})`);
  }
}

/** Where the pages of one column of one row group stand. */
export function toChunkRange(chunk: ColumnMetaData): ByteRange {
  const data = Number(chunk.data_page_offset);
  const dictionary = Number(chunk.dictionary_page_offset ?? 0);
  const start = dictionary > 0 ? Math.min(dictionary, data) : data;
  return { start, end: start + Number(chunk.total_compressed_size) };
}
