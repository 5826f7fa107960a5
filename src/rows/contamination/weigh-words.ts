import { gramSizes } from "./item-finder.ts";
import type { BenchmarkItem } from "./prepare-benchmarks.ts";

/** What is known of an item's n-grams, in their order. */
export interface GramCounts {
  /** Items of the same benchmark that have it. */
  readonly items: Uint32Array;
  /** Training rows that have it without holding the item. */
  readonly rows: Uint32Array;
}

/**
 * How much each of an item's tokens says: the mean, over the 8-grams it stands in, of one by the number of items that have
 * the n-gram, rows counting by their logarithm. Text that items share (a passage, a template, an instruction) and text that
 * everybody quotes weighs little beside what the item alone says.
 */
export function weighTokens({ text, tokens }: BenchmarkItem, { items, rows }: GramCounts): Float64Array {
  if (items.length === 0) return new Float64Array(tokens.length).fill(1);
  const rarity = Float64Array.from(items, (count, at) => 1 / (count + Math.log2(1 + (rows[at] as number))));
  const sums = new Float64Array(items.length + 1);
  for (let at = 0; at < rarity.length; at += 1) sums[at + 1] = (sums[at] as number) + (rarity[at] as number);
  return Float64Array.from(text.words, (word) => {
    const first = Math.min(items.length - 1, Math.max(0, word - gramSizes.long + 1));
    const last = Math.max(first, Math.min(items.length - 1, word));
    return ((sums[last + 1] as number) - (sums[first] as number)) / (last + 1 - first);
  });
}
