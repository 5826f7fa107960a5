import { multiplyHigh } from "./multiply-high.ts";

/**
 * A number of 64 bits that is computed with in place, as two words of 32: a hot loop can afford neither BigInt nor a new
 * object for each step. The words are kept as numbers with sign (`| 0`), which the engine holds without a box.
 */
export interface Word64 {
  low: number;
  high: number;
}

export function multiply(word: Word64, low: number, high: number): void {
  const { low: wordLow, high: wordHigh } = word;
  word.low = Math.imul(wordLow, low);
  word.high = (multiplyHigh(wordLow, low) + Math.imul(wordHigh, low) + Math.imul(wordLow, high)) | 0;
}

export function add(word: Word64, low: number, high: number): void {
  const sum = (word.low + low) | 0;
  const carry = sum >>> 0 < low >>> 0 ? 1 : 0;
  word.low = sum;
  word.high = (word.high + high + carry) | 0;
}

export function subtract(word: Word64, low: number, high: number): void {
  const borrow = word.low >>> 0 < low >>> 0 ? 1 : 0;
  word.low = (word.low - low) | 0;
  word.high = (word.high - high - borrow) | 0;
}

/** By 1 to 31 bits. */
export function rotateLeft(word: Word64, bits: number): void {
  const { low, high } = word;
  word.low = (low << bits) | (high >>> (32 - bits));
  word.high = (high << bits) | (low >>> (32 - bits));
}

/** The finisher of MurmurHash3 for 64 bits. */
export function finishMix(word: Word64): void {
  word.low ^= word.high >>> 1;
  multiply(word, 0xed558ccd, 0xff51afd7);
  word.low ^= word.high >>> 1;
  multiply(word, 0x1a85ec53, 0xc4ceb9fe);
  word.low ^= word.high >>> 1;
}
