import { ParquetDamage, readFooter } from "./parquet/footer.ts";
import type { ByteRange, RowFile, RowInput, RowShard } from "./row-input.ts";

export interface ShardOptions {
  /** A shard holds about this many bytes of its file. */
  readonly targetBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Cuts inputs into parts that can be read apart, in the order of inputs, files and rows. Only plain UTF-8 JSON Lines (by
 * bytes) and Parquet (by row groups) can be cut; every other file is one shard. The cuts depend on the files and
 * `targetBytes` alone.
 */
export async function listShards(inputs: readonly RowInput[], options: ShardOptions): Promise<RowShard[]> {
  const shards: RowShard[] = [];
  for (const [input, { files }] of inputs.entries()) {
    for (const [file, rowFile] of files.entries()) {
      const ranges = await cutFile(rowFile, options);
      shards.push(...ranges.map((range) => ({ input, file, range })));
    }
  }
  return shards;
}

async function cutFile(file: RowFile, options: ShardOptions): Promise<(ByteRange | null)[]> {
  if (file.bytes.byteLength <= options.targetBytes) return [null];
  if (file.format === "parquet") return cutRowGroups(file, options);
  const isPlain = file.format === "jsonl" && file.compression === "none" && file.encoding === "utf-8";
  return isPlain ? cutBytes(file.bytes.byteLength, options.targetBytes) : [null];
}

function cutBytes(byteLength: number, targetBytes: number): ByteRange[] {
  const count = Math.ceil(byteLength / targetBytes);
  const toCut = (index: number) => Math.floor((byteLength * index) / count);
  return Array.from({ length: count }, (_, index) => ({ start: toCut(index), end: toCut(index + 1) }));
}

/** A file whose footer cannot be read is one shard: reading it tells what is wrong. */
async function cutRowGroups(
  file: RowFile,
  { targetBytes, signal }: ShardOptions,
): Promise<(ByteRange | null)[]> {
  const footer = await readFooter(file.bytes, signal).catch((error: unknown) => {
    if (error instanceof ParquetDamage) return undefined;
    throw error;
  });
  if (footer === undefined) return [null];
  const ranges: ByteRange[] = [];
  let start = 0;
  let end = 0;
  let bytes = 0;
  for (const group of footer.row_groups) {
    end += Number(group.num_rows);
    bytes += Number(group.total_compressed_size ?? group.total_byte_size);
    if (bytes < targetBytes) continue;
    ranges.push({ start, end });
    start = end;
    bytes = 0;
  }
  if (start < end) ranges.push({ start, end });
  return ranges.length <= 1 ? [null] : ranges;
}
