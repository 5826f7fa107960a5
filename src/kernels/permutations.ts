/** The hash functions of MinHash: x -> (a * x + b mod 2^64) >> 32 with a and b of 64 bits, as words of 32. */
export interface Permutations {
  readonly count: number;
  readonly multiplierLow: Uint32Array;
  readonly multiplierHigh: Uint32Array;
  readonly addendLow: Uint32Array;
  readonly addendHigh: Uint32Array;
}

const mask = (1n << 64n) - 1n;

/**
 * Draws a and b from SplitMix64. With a and b uniform the family is strongly universal for keys of 32 bits (Dietzfelbinger
 * 1996), so that the share of equal minima estimates the Jaccard index without bias.
 *
 * @throws RangeError for a count that is no positive multiple of 8, or a seed that is no whole number from 0.
 */
export function createPermutations(count: number, seed: number): Permutations {
  if (!Number.isSafeInteger(count) || count <= 0 || count % 8 !== 0)
    throw new RangeError(`${count} permutations: take a positive multiple of 8`);
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`seed ${seed}: take a whole number from 0`);
  const draw = createSplitMix(BigInt(seed));
  const multipliers = Array.from({ length: count }, draw);
  const addends = Array.from({ length: count }, draw);
  return {
    count,
    multiplierLow: toLowWords(multipliers),
    multiplierHigh: toHighWords(multipliers),
    addendLow: toLowWords(addends),
    addendHigh: toHighWords(addends),
  };
}

function createSplitMix(seed: bigint): () => bigint {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & mask;
    let mixed = state;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & mask;
    return mixed ^ (mixed >> 31n);
  };
}

function toLowWords(values: readonly bigint[]): Uint32Array {
  return Uint32Array.from(values, (value) => Number(value & 0xffffffffn));
}

function toHighWords(values: readonly bigint[]): Uint32Array {
  return Uint32Array.from(values, (value) => Number(value >> 32n));
}
