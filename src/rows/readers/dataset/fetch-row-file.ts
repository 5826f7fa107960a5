import { ParquetDamage, readFooter, toChunkRange } from "../parquet/footer.ts";
import type { ByteRange, RowFile } from "../row-input.ts";
import { createCopyBytes, joinRanges, openFileCopy } from "./file-copy.ts";

const mebibyte = 1024 * 1024;
const requestBytes = 8 * mebibyte;
/** A gap of this size costs less than another request. */
const mostGapBytes = mebibyte / 4;
const atATime = 4;

export interface FetchOptions {
  /** Fields at the top level that will be read; all when absent. */
  readonly columns?: readonly string[] | undefined;
  /** Bytes that came since the last call, of `total`. */
  readonly onProgress?: ((progress: { readonly bytes: number; readonly total: number }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The same file on this machine, for reading it by other threads or more than once: of a Parquet file of the hub only the
 * wanted columns are fetched, of other formats all. What a copy has already is not fetched again. A file that is here comes
 * back as it is. Holds at most four parts of 8 MiB.
 *
 * @throws StemmaError what `DatasetFiles` throws; `store-failed` when the disk is full.
 */
export async function fetchRowFile(file: RowFile, options: FetchOptions = {}): Promise<RowFile> {
  const { copyPath, name, byteLength } = file.bytes;
  if (copyPath === undefined) return file;
  const parts = toParts(await listNeededRanges(file, options));
  const total = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  const queue = parts.values();
  const fetchNext = async () => {
    for (const part of queue) {
      options.signal?.throwIfAborted();
      await file.bytes.readRange(part, options.signal);
      options.onProgress?.({ bytes: part.end - part.start, total });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, parts.length) }, fetchNext));
  await openFileCopy(copyPath, byteLength).touch();
  return { ...file, bytes: createCopyBytes({ path: copyPath, name, byteLength }) };
}

async function listNeededRanges(file: RowFile, { columns, signal }: FetchOptions): Promise<ByteRange[]> {
  const { bytes, format, compression } = file;
  const whole = [{ start: 0, end: bytes.byteLength }];
  if (format !== "parquet" || compression !== "none" || columns === undefined) return whole;
  const footer = await readFooter(bytes, signal).catch((error: unknown) => {
    if (error instanceof ParquetDamage) return undefined;
    throw error;
  });
  if (footer === undefined) return whole;
  const chunks = footer.row_groups.flatMap((group) =>
    group.columns.flatMap(({ meta_data }) => meta_data ?? []),
  );
  const wanted = chunks.filter(({ path_in_schema: [name = ""] }) => columns.includes(name));
  return joinRanges(wanted.map(toChunkRange), mostGapBytes);
}

function toParts(ranges: readonly ByteRange[]): ByteRange[] {
  return ranges.flatMap(({ start, end }) =>
    Array.from({ length: Math.ceil((end - start) / requestBytes) }, (_, index) => ({
      start: start + index * requestBytes,
      end: Math.min(start + (index + 1) * requestBytes, end),
    })),
  );
}
