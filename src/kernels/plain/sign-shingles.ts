import type { Permutations } from "../permutations.ts";

/**
 * For each permutation the least (a * x + b) >> 32, modulo 2^64, over the upper words x of the shingles.
 *
 * The products are taken in halves of x, so that each stays a whole number that a double holds.
 */
export function signShingles(
  shingles: Uint32Array,
  permutations: Permutations,
  target: { readonly into: Uint32Array; readonly at: number },
): void {
  const { multiplierLow, multiplierHigh, addendLow, addendHigh } = permutations;
  for (let index = 0; index < permutations.count; index += 1) {
    const aLow = multiplierLow[index] as number;
    const aHigh = multiplierHigh[index] as number;
    const bLow = addendLow[index] as number;
    const bHigh = addendHigh[index] as number;
    let least = 0xffffffff;
    for (let at = 1; at < shingles.length; at += 2) {
      const x = shingles[at] as number;
      const lower = aLow * (x & 0xffff) + bLow;
      const upper = aLow * (x >>> 16) + Math.floor(lower / 0x10000);
      const value = (Math.floor(upper / 0x10000) + (Math.imul(aHigh, x) >>> 0) + bHigh) >>> 0;
      if (value < least) least = value;
    }
    target.into[target.at + index] = least;
  }
}
