import { Region, reserve } from "./memory";
import { openShingles, readShingles, shinglesAt } from "./shingles";
import { openQuestionTokens } from "./tokens";

const signature = changetype<Region>(memory.data(8, 8));

export function signatureAt(): usize {
  return signature.at;
}

/**
 * Signs the row's question text. `permutations` holds four lists of `count` words: the lower and upper words of the
 * multipliers a, then of the addends b. Gives the number of shingles; the signature is at `signatureAt`.
 */
export function signRow(unit: i32, size: usize, permutations: usize, count: usize): usize {
  const into = reserve(signature, count << 2);
  memory.fill(into, 0xff, count << 2);
  openQuestionTokens(unit);
  openShingles(size);
  let total: usize = 0;
  for (let found = readShingles(); found > 0; found = readShingles()) {
    takeMinima(shinglesAt(), found, permutations, count, into);
    total += found;
  }
  return total;
}

/**
 * Eight permutations at a time over all shingles: (a * x + b) >> 32 of the upper word x of each is
 * upper(low(a) * x + b) + high(a) * x, where the first product is taken in 64 bits and the second in 32.
 */
function takeMinima(shingles: usize, found: usize, permutations: usize, count: usize, into: usize): void {
  const width = count << 2;
  const end = shingles + (found << 3);
  for (let place: usize = 0; place < width; place += 32) {
    const p = permutations + place;
    const low0 = v128.load(p);
    const low1 = v128.load(p, 16);
    const high0 = v128.load(p + width);
    const high1 = v128.load(p + width, 16);
    const addLow0 = v128.load(p + width * 2);
    const addLow1 = v128.load(p + width * 2, 16);
    const addHigh0 = v128.load(p + width * 3);
    const addHigh1 = v128.load(p + width * 3, 16);
    const add00 = v128.shuffle<i32>(addLow0, addHigh0, 0, 4, 1, 5);
    const add01 = v128.shuffle<i32>(addLow0, addHigh0, 2, 6, 3, 7);
    const add10 = v128.shuffle<i32>(addLow1, addHigh1, 0, 4, 1, 5);
    const add11 = v128.shuffle<i32>(addLow1, addHigh1, 2, 6, 3, 7);
    let least0 = v128.load(into + place);
    let least1 = v128.load(into + place, 16);
    for (let shingle = shingles; shingle < end; shingle += 8) {
      const x = v128.load_splat<u32>(shingle, 4);
      const sum00 = i64x2.add(i64x2.extmul_low_i32x4_u(low0, x), add00);
      const sum01 = i64x2.add(i64x2.extmul_high_i32x4_u(low0, x), add01);
      const sum10 = i64x2.add(i64x2.extmul_low_i32x4_u(low1, x), add10);
      const sum11 = i64x2.add(i64x2.extmul_high_i32x4_u(low1, x), add11);
      const value0 = i32x4.add(i32x4.mul(high0, x), v128.shuffle<i32>(sum00, sum01, 1, 3, 5, 7));
      const value1 = i32x4.add(i32x4.mul(high1, x), v128.shuffle<i32>(sum10, sum11, 1, 3, 5, 7));
      least0 = i32x4.min_u(least0, value0);
      least1 = i32x4.min_u(least1, value1);
    }
    v128.store(into + place, least0);
    v128.store(into + place, least1, 16);
  }
}
