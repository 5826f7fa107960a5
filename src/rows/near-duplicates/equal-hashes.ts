/** Finds equal hashes by open addressing; the table is kept between calls. Hashes have `width` words, at least two. */
export interface HashGrouping {
  /**
   * For each of the hashes, which follow one another, the index of the first that equals it: itself when none before does.
   * Valid until the next call.
   */
  group(hashes: Int32Array): Int32Array;
}

export function createHashGrouping(width: number): HashGrouping {
  let slots = new Int32Array(0);
  let firsts = new Int32Array(0);
  return {
    group(hashes) {
      const count = Math.floor(hashes.length / width);
      const size = 1 << (32 - Math.clz32(Math.max(1, count * 2 - 1)));
      if (slots.length < size) slots = new Int32Array(size);
      if (firsts.length < count) firsts = new Int32Array(count);
      const used = slots.subarray(0, size).fill(-1);
      const found = firsts.subarray(0, count);
      fill(hashes, width, used, found);
      return found;
    },
  };
}

function fill(hashes: Int32Array, width: number, slots: Int32Array, firsts: Int32Array): void {
  const mask = slots.length - 1;
  for (let index = 0; index < firsts.length; index++) {
    const at = index * width;
    let slot = (hashes[at] as number) & mask;
    let other = slots[slot] as number;
    while (other >= 0 && !areEqual(hashes, other * width, at, width)) {
      slot = (slot + 1) & mask;
      other = slots[slot] as number;
    }
    if (other < 0) slots[slot] = index;
    firsts[index] = other < 0 ? index : other;
  }
}

function areEqual(hashes: Int32Array, a: number, b: number, width: number): boolean {
  for (let word = width - 1; word >= 0; word--) if (hashes[a + word] !== hashes[b + word]) return false;
  return true;
}

/** Rows that share a bucket of one band with another row: ascending, each with the number of its bucket. */
export interface BucketLinks {
  readonly rows: Int32Array;
  /** Buckets are numbered from 0 in the order of their first rows. */
  readonly buckets: Int32Array;
  readonly bucketCount: number;
}

/** The buckets of two and more among equal hashes; `rowOf` gives the row of each hash, ascending. */
export function toBucketLinks(firsts: Int32Array, rowOf: (index: number) => number): BucketLinks {
  const numbers = new Int32Array(firsts.length).fill(-1);
  let links = 0;
  for (let index = 0; index < firsts.length; index++) {
    const first = firsts[index] as number;
    if (first === index) continue;
    links += numbers[first] === -1 ? 2 : 1;
    numbers[first] = 0;
  }
  const rows = new Int32Array(links);
  const buckets = new Int32Array(links);
  let bucketCount = 0;
  let at = 0;
  for (let index = 0; index < firsts.length; index++) {
    const first = firsts[index] as number;
    if (numbers[first] === -1) continue;
    if (first === index) numbers[first] = bucketCount++;
    rows[at] = rowOf(index);
    buckets[at] = numbers[first] as number;
    at += 1;
  }
  return { rows, buckets, bucketCount };
}
