import { hashBand, wordsPerBand } from "./band-hashes.ts";
import type { Banding } from "./banding.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import { createHashGrouping } from "./equal-hashes.ts";

export interface Signatures {
  readonly words: Uint32Array;
  readonly permutations: number;
}

/**
 * Components of texts that share a band, straight from signatures in memory: MinHash-LSH without a look at the texts. Gives
 * for each text the least one of its component.
 */
export function findLshComponents({ words, permutations }: Signatures, { bands, rows }: Banding): Int32Array {
  const count = Math.floor(words.length / permutations);
  const sets = new DisjointSets(count);
  const grouping = createHashGrouping(wordsPerBand);
  const hashes = new Int32Array(count * wordsPerBand);
  const piece = { signatures: words, into: hashes };
  for (let band = 0; band < bands; band++) {
    for (let text = 0; text < count; text++) {
      hashBand(piece, text * permutations + band * rows, rows, text * wordsPerBand);
    }
    const firsts = grouping.group(hashes);
    for (let text = 0; text < count; text++) {
      const first = firsts[text] as number;
      if (first !== text) sets.join(first, text);
    }
  }
  return Int32Array.from({ length: count }, (_, text) => sets.find(text));
}
