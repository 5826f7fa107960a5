import { add, finishMix, multiply, rotateLeft, type Word64 } from "./word64.ts";

const first: Word64 = { low: 0, high: 0 };
const second: Word64 = { low: 0, high: 0 };
const part: Word64 = { low: 0, high: 0 };

/** Where the hash goes: four little-endian words from `at`. */
export interface HashTarget {
  readonly into: Uint32Array;
  readonly at: number;
}

/** MurmurHash3 x64 128 of the first `length` bytes. */
export function hashBytes(bytes: Uint8Array, length: number, target: HashTarget, seed = 0): void {
  setWord(first, seed, 0);
  setWord(second, seed, 0);
  const whole = length & ~15;
  for (let at = 0; at < whole; at += 16) mixBlock(bytes, at);
  mixTail(bytes, whole, length);
  first.low ^= length;
  second.low ^= length;
  add(first, second.low, second.high);
  add(second, first.low, first.high);
  finishMix(first);
  finishMix(second);
  add(first, second.low, second.high);
  add(second, first.low, first.high);
  const { into, at } = target;
  into[at] = first.low;
  into[at + 1] = first.high;
  into[at + 2] = second.low;
  into[at + 3] = second.high;
}

function mixBlock(bytes: Uint8Array, at: number): void {
  setWord(part, readWord(bytes, at), readWord(bytes, at + 4));
  mixFirst();
  rotateLeft(first, 27);
  add(first, second.low, second.high);
  multiply(first, 5, 0);
  add(first, 0x52dce729, 0);
  setWord(part, readWord(bytes, at + 8), readWord(bytes, at + 12));
  mixSecond();
  rotateLeft(second, 31);
  add(second, first.low, first.high);
  multiply(second, 5, 0);
  add(second, 0x38495ab5, 0);
}

function mixTail(bytes: Uint8Array, from: number, length: number): void {
  if (length - from > 8) {
    setWord(part, readTail(bytes, from + 8, length), readTail(bytes, from + 12, length));
    mixSecond();
  }
  if (length > from) {
    setWord(part, readTail(bytes, from, length), readTail(bytes, from + 4, length));
    mixFirst();
  }
}

function mixFirst(): void {
  multiply(part, 0x114253d5, 0x87c37b91);
  rotateLeft(part, 31);
  multiply(part, 0x2745937f, 0x4cf5ad43);
  first.low ^= part.low;
  first.high ^= part.high;
}

/** The rotation is one by 33. */
function mixSecond(): void {
  multiply(part, 0x2745937f, 0x4cf5ad43);
  rotateLeft(part, 1);
  setWord(part, part.high, part.low);
  multiply(part, 0x114253d5, 0x87c37b91);
  second.low ^= part.low;
  second.high ^= part.high;
}

function setWord(word: Word64, low: number, high: number): void {
  word.low = low;
  word.high = high;
}

function readWord(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

function readTail(bytes: Uint8Array, at: number, end: number): number {
  let word = 0;
  for (let index = Math.min(at + 4, end) - 1; index >= at; index -= 1)
    word = (word << 8) | (bytes[index] as number);
  return word;
}
