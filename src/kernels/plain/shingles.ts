import { add, finishMix, multiply, subtract, type Word64 } from "./word64.ts";

const multiplierLow = 0x6659fd93;
const multiplierHigh = 0xd6e8feb8;

/**
 * Every run of `size` tokens (of all of them, where there are fewer) as a number of 64 bits, lower word first: the sum of
 * t(i) * m^(size - 1 - i) over its token hashes, which rolls on from run to run, then the finisher of MurmurHash3.
 */
export function hashShingles(tokens: Int32Array, size: number): Int32Array {
  const count = tokens.length / 2;
  if (count === 0) return new Int32Array(0);
  const width = Math.min(size, count);
  const shingles = new Int32Array((count - width + 1) * 2);
  const sum: Word64 = { low: 0, high: 0 };
  const leaving = toPower(width - 1);
  const word: Word64 = { low: 0, high: 0 };
  for (let token = 0; token < count; token += 1) {
    const out = token - width;
    if (out >= 0) {
      setFrom(word, tokens, out * 2);
      multiply(word, leaving.low, leaving.high);
      subtract(sum, word.low, word.high);
    }
    multiply(sum, multiplierLow, multiplierHigh);
    add(sum, tokens[token * 2] as number, tokens[token * 2 + 1] as number);
    if (out < -1) continue;
    word.low = sum.low;
    word.high = sum.high;
    finishMix(word);
    shingles[(out + 1) * 2] = word.low;
    shingles[(out + 1) * 2 + 1] = word.high;
  }
  return shingles;
}

function toPower(exponent: number): Word64 {
  const power: Word64 = { low: 1, high: 0 };
  for (let step = 0; step < exponent; step += 1) multiply(power, multiplierLow, multiplierHigh);
  return power;
}

function setFrom(word: Word64, words: Int32Array, at: number): void {
  word.low = words[at] as number;
  word.high = words[at + 1] as number;
}
