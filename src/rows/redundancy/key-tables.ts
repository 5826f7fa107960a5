import type { Column, TableShape, TableWriter } from "../jobs/table.ts";
import type { RowKey } from "../keys/key-hasher.ts";

/** The words of the key, the row's number in its shard, and the number of its source label in the step's list of labels. */
export const keyColumns = ["key0", "key1", "key2", "key3", "row", "label"] as const;
export const keyTableShape: TableShape = Object.fromEntries(keyColumns.map((name) => [name, "int32"]));

const width = keyColumns.length;

export function toTableName({ scope, tier }: RowKey): string {
  return `${scope}-${tier}`;
}

/** Rows that are held before they are written. */
const runRows = 1 << 17;

/** Room for rows at the beginning: there is a writer for every key, and most files are small. */
const firstRows = 1 << 10;

/**
 * Gathers keys and writes them by hash range: the first bits of a key say which of the `buckets` (a power of two) it is in.
 * Every so many rows form a run, which is written as one group per bucket: group `run * buckets + bucket`. Rows of a group
 * are in their order.
 */
export class KeyTableWriter {
  readonly #table: TableWriter;
  readonly #buckets: number;
  #held = new Int32Array(firstRows * width);
  #sorted = keyColumns.map(() => new Int32Array(firstRows));
  #count = 0;

  constructor(table: TableWriter, buckets: number) {
    this.#table = table;
    this.#buckets = buckets;
  }

  /** @param words the key's four words */
  add(words: Uint32Array, row: number, label: number): void {
    if (this.#count === runRows) this.flush();
    if (this.#count * width === this.#held.length) this.#grow();
    const at = this.#count * width;
    for (let word = 0; word < 4; word += 1) this.#held[at + word] = words[word] as number;
    this.#held[at + 4] = row;
    this.#held[at + 5] = label;
    this.#count += 1;
  }

  flush(): void {
    if (this.#count === 0) return;
    const starts = this.#countBuckets();
    this.#sortByBucket(starts);
    for (let bucket = 0; bucket < this.#buckets; bucket += 1) {
      const [start, end] = [starts[bucket], starts[bucket + 1]];
      const group = this.#sorted.map((column, index): [string, Column] => [
        keyColumns[index] ?? "",
        column.subarray(start, end),
      ]);
      this.#table.writeGroup(Object.fromEntries(group));
    }
    this.#count = 0;
  }

  #grow(): void {
    const held = new Int32Array(this.#held.length * 2);
    held.set(this.#held);
    this.#held = held;
    this.#sorted = keyColumns.map(() => new Int32Array(held.length / width));
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

  #sortByBucket(starts: Int32Array): void {
    const next = starts.slice();
    const columns = this.#sorted;
    for (let index = 0; index < this.#count; index += 1) {
      const from = index * width;
      const bucket = toBucket(this.#held[from] as number, this.#buckets);
      const to = next[bucket] as number;
      next[bucket] = to + 1;
      for (let column = 0; column < width; column += 1) {
        (columns[column] as Int32Array)[to] = this.#held[from + column] as number;
      }
    }
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

/** Rows that one reduce step may hold the keys of: so few that its tables stay in the cache of a core. */
const mostRowsOfReduce = 1 << 17;

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

const bucketBytes = 128 * 2 ** 20;
const fewestBuckets = 16;
/** With more of them the groups of a run would become too small; then buckets grow up to the bytes below. */
const fineBuckets = 512;
const mostBucketBytes = 512 * 2 ** 20;

/** Into how many hash ranges keys are cut: each stands for about an eighth of a gibibyte of input, of much input for half. */
export function toBucketCount(inputBytes: number): number {
  const needed = Math.max(Math.min(inputBytes / bucketBytes, fineBuckets), inputBytes / mostBucketBytes);
  return 2 ** Math.ceil(Math.log2(Math.max(fewestBuckets, needed)));
}
