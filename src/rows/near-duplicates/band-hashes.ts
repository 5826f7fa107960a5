/** Where the values of one band stand among signatures, and where its hash goes. */
interface Piece {
  readonly signatures: Uint32Array;
  readonly into: Int32Array;
}

/** Words of one band hash. */
export const wordsPerBand = 2;

/**
 * Writes the 64-bit hash of `rows` values of a signature from `from` as two words to `into[at]` and `into[at + 1]`: two
 * lanes, each with multipliers of its own and the final mixing of MurmurHash3.
 */
export function hashBand({ signatures, into }: Piece, from: number, rows: number, at: number): void {
  let left = 0x9747b28c;
  let right = 0x85ebca6b;
  for (let value = from; value < from + rows; value++) {
    const word = signatures[value] as number;
    left = Math.imul(left ^ word, 0xcc9e2d51);
    left = (left << 15) | (left >>> 17);
    right = Math.imul(right ^ word, 0x1b873593);
    right = (right << 13) | (right >>> 19);
  }
  into[at] = mix(left);
  into[at + 1] = mix(right);
}

function mix(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
