import type { BucketLinks } from "./equal-hashes.ts";

/**
 * Which texts share which buckets, over all bands. Only texts that share one at all are in it; they are numbered from 0 in
 * the order of their rows.
 */
export interface CandidateBuckets {
  /** Text to row, ascending. */
  readonly rows: Int32Array;
  /** The buckets of text t are `buckets[bucketStarts[t]]` up to `buckets[bucketStarts[t + 1]]`. */
  readonly bucketStarts: Int32Array;
  readonly buckets: Int32Array;
  /** Number of texts in the buckets before each bucket, ending with the number of all. */
  readonly memberStarts: Int32Array;
}

/**
 * Joins the buckets of all bands. `openBands` is called twice, so that the links need not be in memory together: once to
 * count, once to fill.
 */
export async function joinBuckets(
  rowCount: number,
  openBands: () => AsyncIterable<BucketLinks> | Iterable<BucketLinks>,
): Promise<CandidateBuckets> {
  const linksOf = new Int32Array(rowCount);
  const sizes: Int32Array[] = [];
  for await (const links of openBands()) {
    const bandSizes = new Int32Array(links.bucketCount);
    for (const row of links.rows) linksOf[row] = (linksOf[row] as number) + 1;
    for (const bucket of links.buckets) bandSizes[bucket] = (bandSizes[bucket] as number) + 1;
    sizes.push(bandSizes);
  }
  const { rows, bucketStarts, textOf } = numberTexts(linksOf);
  const next = bucketStarts.slice(0, rows.length);
  const buckets = new Int32Array(bucketStarts[rows.length] as number);
  let before = 0;
  for await (const links of openBands()) {
    for (let at = 0; at < links.rows.length; at++) {
      const text = textOf[links.rows[at] as number] as number;
      const place = next[text] as number;
      buckets[place] = before + (links.buckets[at] as number);
      next[text] = place + 1;
    }
    before += links.bucketCount;
  }
  return { rows, bucketStarts, buckets, memberStarts: addUp(sizes, before) };
}

/** Numbers the rows that have links; reuses the array of counts for row to text. */
function numberTexts(linksOf: Int32Array) {
  let count = 0;
  for (const links of linksOf) if (links > 0) count += 1;
  const rows = new Int32Array(count);
  const bucketStarts = new Int32Array(count + 1);
  let text = 0;
  for (let row = 0; row < linksOf.length; row++) {
    const links = linksOf[row] as number;
    if (links === 0) continue;
    rows[text] = row;
    bucketStarts[text + 1] = (bucketStarts[text] as number) + links;
    linksOf[row] = text;
    text += 1;
  }
  return { rows, bucketStarts, textOf: linksOf };
}

function addUp(sizes: readonly Int32Array[], count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  let bucket = 0;
  for (const band of sizes) {
    for (const size of band) {
      starts[bucket + 1] = (starts[bucket] as number) + size;
      bucket += 1;
    }
  }
  return starts;
}
