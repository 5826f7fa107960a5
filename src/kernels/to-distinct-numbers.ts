/** Shingles of 64 bits, lower word first, as their upper 53 bits: each number once, ascending. */
export function toDistinctNumbers(shingles: Uint32Array | Int32Array): Float64Array {
  const numbers = new Float64Array(shingles.length / 2);
  for (let at = 0; at < numbers.length; at += 1)
    numbers[at] = ((shingles[at * 2 + 1] as number) >>> 0) * 0x200000 + ((shingles[at * 2] as number) >>> 11);
  numbers.sort();
  let kept = 0;
  for (let at = 0; at < numbers.length; at += 1) {
    if (at > 0 && numbers[at] === numbers[at - 1]) continue;
    numbers[kept] = numbers[at] as number;
    kept += 1;
  }
  return numbers.slice(0, kept);
}
