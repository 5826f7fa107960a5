import type { Column, TableShape, TableWriter } from "../jobs/table.ts";
import type { RowKey } from "../keys/key-hasher.ts";

/** The words of the key, the row's number in its shard, and the number of its source label in the step's list of labels. */
export const keyColumns = ["key0", "key1", "key2", "key3", "row", "label"] as const;
export const keyTableShape: TableShape = Object.fromEntries(keyColumns.map((name) => [name, "int32"]));

const width = keyColumns.length;

export function toTableName({ scope, tier }: RowKey): string {
  return `${scope}-${tier}`;
}

/** Rows that are held before they are written, and for how many there is room at first. */
const runRows = 1 << 17;
const fewestRows = 1 << 7;

/**
 * Gathers keys and writes them by hash range: the first bits of a key say which of the `buckets` (a power of two) it is in.
 * Every so many rows form a run, which is written as one group per bucket: group `run * buckets + bucket`. Rows of a group
 * are in their order.
 */
export class KeyTableWriter {
  readonly #table: TableWriter;
  readonly #buckets: number;
  #held = new Int32Array(fewestRows * width);
  #count = 0;

  constructor(table: TableWriter, buckets: number) {
    this.#table = table;
    this.#buckets = buckets;
  }

  /** @param words the key's four words */
  add(words: Uint32Array, row: number, label: number): void {
    if (this.#count === runRows) this.flush();
    if ((this.#count + 1) * width > this.#held.length) this.#grow();
    const at = this.#count * width;
    for (let word = 0; word < 4; word += 1) this.#held[at + word] = words[word] as number;
    this.#held[at + 4] = row;
    this.#held[at + 5] = label;
    this.#count += 1;
  }

  flush(): void {
    if (this.#count === 0) return;
    const starts = this.#countBuckets();
    const columns = this.#sortByBucket(starts);
    for (let bucket = 0; bucket < this.#buckets; bucket += 1) {
      const [start, end] = [starts[bucket], starts[bucket + 1]];
      const group = columns.map((column, index): [string, Column] => [
        keyColumns[index] ?? "",
        column.subarray(start, end),
      ]);
      this.#table.writeGroup(Object.fromEntries(group));
    }
    this.#count = 0;
  }

  #grow(): void {
    const larger = new Int32Array(this.#held.length * 2);
    larger.set(this.#held);
    this.#held = larger;
  }

  /** Where each bucket begins, and at last where all end. */
  #countBuckets(): Int32Array {
    const starts = new Int32Array(this.#buckets + 1);
    for (let index = 0; index < this.#count; index += 1) {
      const bucket = toBucket(this.#held[index * width] as number, this.#buckets);
      starts[bucket + 1] = (starts[bucket + 1] as number) + 1;
    }
    for (let bucket = 0; bucket < this.#buckets; bucket += 1) {
      starts[bucket + 1] = (starts[bucket + 1] as number) + (starts[bucket] as number);
    }
    return starts;
  }

  #sortByBucket(starts: Int32Array): readonly Int32Array[] {
    const next = starts.slice();
    const columns = keyColumns.map(() => new Int32Array(this.#count));
    for (let index = 0; index < this.#count; index += 1) {
      const from = index * width;
      const bucket = toBucket(this.#held[from] as number, this.#buckets);
      const to = next[bucket] as number;
      next[bucket] = to + 1;
      for (let column = 0; column < width; column += 1) {
        (columns[column] as Int32Array)[to] = this.#held[from + column] as number;
      }
    }
    return columns;
  }
}

/** The first bits of the key's first word. */
function toBucket(word: number, buckets: number): number {
  return Math.floor(((word >>> 0) / 2 ** 32) * buckets);
}

/** Numbers of consecutive buckets. */
export interface BucketRange {
  readonly from: number;
  readonly to: number;
}

/** Rows that one reduce step may hold the keys of: about 64 bytes each, 64 MiB in all. */
const mostRowsOfReduce = 1 << 20;

/** Joins consecutive buckets while they hold no more rows than a reduce step may; a bucket is never cut. */
export function planRanges(bucketRows: readonly number[], mostRows = mostRowsOfReduce): BucketRange[] {
  const ranges: BucketRange[] = [];
  let from = 0;
  let rows = 0;
  for (const [bucket, count] of bucketRows.entries()) {
    if (bucket > from && rows + count > mostRows) {
      ranges.push({ from, to: bucket });
      from = bucket;
      rows = 0;
    }
    rows += count;
  }
  ranges.push({ from, to: bucketRows.length });
  return ranges;
}

const bucketBytes = 512 * 2 ** 20;
const fewestBuckets = 16;

/**
 * Into how many hash ranges keys are cut: 16 up to 8 GiB of input, beyond that so many that each stands for about half a
 * gibibyte of it.
 */
export function toBucketCount(inputBytes: number): number {
  return Math.max(fewestBuckets, 2 ** Math.ceil(Math.log2(Math.max(1, inputBytes / bucketBytes))));
}
