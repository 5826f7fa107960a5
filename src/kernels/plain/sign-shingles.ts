import type { Permutations } from "../permutations.ts";

/**
 * For each permutation the least (a * x + b) >> 32, modulo 2^64, over the upper words x of the shingles.
 *
 * The lower word of a is multiplied in halves of 16 bits, each sum of which fits into 32; numbers with sign are compared
 * with their first bit turned round.
 */
export function signShingles(
  shingles: Int32Array,
  permutations: Permutations,
  target: { readonly into: Uint32Array; readonly at: number },
): void {
  for (let index = 0; index < permutations.count; index += 1)
    target.into[target.at + index] = findLeast(shingles, permutations, index);
}

function findLeast(shingles: Int32Array, permutations: Permutations, index: number): number {
  const a = permutations.multiplierLow[index] as number;
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b = permutations.addendLow[index] as number;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const aHigh = (permutations.multiplierHigh[index] as number) | 0;
  const bHigh = (permutations.addendHigh[index] as number) | 0;
  let least = 0x7fffffff;
  for (let at = 1; at < shingles.length; at += 2) {
    const x = shingles[at] as number;
    const x0 = x & 0xffff;
    const x1 = x >>> 16;
    const left = (Math.imul(a1, x0) + ((Math.imul(a0, x0) + b0) >>> 16)) | 0;
    const right = (Math.imul(a0, x1) + (left & 0xffff) + b1) | 0;
    const upper = (Math.imul(a1, x1) + (left >>> 16) + (right >>> 16)) | 0;
    const value = ((upper + Math.imul(aHigh, x)) | 0) + bHigh;
    const signed = value ^ 0x80000000;
    if (signed < least) least = signed;
  }
  return least ^ 0x80000000;
}
