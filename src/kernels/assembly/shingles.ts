import { Region, reserve } from "./memory";
import { finishMix } from "./murmur-hash";
import { readTokens } from "./tokens";

const multiplier: u64 = 0xd6e8feb86659fd93;
/** Tokens read at a time: their hashes and those of their shingles stay in the nearest cache. */
const step: usize = 1024;

const tokens = changetype<Region>(memory.data(8, 8));
const shingles = changetype<Region>(memory.data(8, 8));

let size: usize = 0;
/** The last `size` tokens of the step before stand in front of the new ones; 0 at the start of the text. */
let held: usize = 0;
let sum: u64 = 0;
let leaving: u64 = 0;

export function openShingles(ofTokens: usize): void {
  size = ofTokens;
  held = 0;
  sum = 0;
  leaving = 1;
  for (let count: usize = 0; count < size; count++) leaving *= multiplier;
}

export function shinglesAt(): usize {
  return shingles.at;
}

/**
 * Leaves the next shingles at `shinglesAt`, 8 bytes each, and gives their number, 0 at the end of the text. A shingle is the
 * sum of t(i) * m^(size - 1 - i) over its token hashes, which rolls on from one to the next, then the finisher of MurmurHash3.
 */
export function readShingles(): usize {
  const first = reserve(tokens, (size + step * 2) << 3);
  const into = reserve(shingles, (step * 2) << 3);
  const isStart = held === 0;
  const total = readUpTo(first);
  if (total === held) return 0;
  let out = into;
  let token = held;
  if (isStart) {
    token = min<usize>(size, total);
    sumUp(first, token);
    store<u64>(out, finishMix(sum));
    out += 8;
    if (total < size) {
      held = total;
      return 1;
    }
  }
  let h = sum;
  const last = first + (total << 3);
  for (let p = first + (token << 3), gone = p - (size << 3); p < last; p += 8, gone += 8) {
    h = h * multiplier + load<u64>(p) - load<u64>(gone) * leaving;
    store<u64>(out, finishMix(h));
    out += 8;
  }
  sum = h;
  memory.copy(first, last - (size << 3), size << 3);
  held = size;
  return (out - into) >> 3;
}

/** Reads at least one shingle more, if the text has it; gives the number of tokens held and read. */
function readUpTo(first: usize): usize {
  let total = held;
  let read: usize = 0;
  do {
    read = readTokens(first + (total << 3), step);
    total += read;
  } while (read > 0 && total < size);
  return total;
}

function sumUp(p: usize, count: usize): void {
  let h: u64 = 0;
  for (let index: usize = 0; index < count; index++) h = h * multiplier + load<u64>(p + (index << 3));
  sum = h;
}
