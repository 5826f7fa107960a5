const c1: u64 = 0x87c37b91114253d5;
const c2: u64 = 0x4cf5ad432745937f;

export function finishMix(word: u64): u64 {
  let x = word;
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccd;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53;
  return x ^ (x >> 33);
}

/** MurmurHash3 x64 128, seed 0, of the bytes from `p` on, as two words at `into`. Eight bytes after the end may be read. */
export function hashBytes(p: usize, length: usize, into: usize): void {
  let h1: u64 = 0;
  let h2: u64 = 0;
  let at = p;
  const whole = p + (length & ~15);
  for (; at < whole; at += 16) {
    h1 ^= rotl<u64>(load<u64>(at) * c1, 31) * c2;
    h1 = (rotl<u64>(h1, 27) + h2) * 5 + 0x52dce729;
    h2 ^= rotl<u64>(load<u64>(at, 8) * c2, 33) * c1;
    h2 = (rotl<u64>(h2, 31) + h1) * 5 + 0x38495ab5;
  }
  const rest = length & 15;
  if (rest > 8) h2 ^= rotl<u64>(readFirst(at + 8, rest - 8) * c2, 33) * c1;
  if (rest > 0) h1 ^= rotl<u64>(readFirst(at, min<usize>(rest, 8)) * c1, 31) * c2;
  h1 ^= <u64>length;
  h2 ^= <u64>length;
  h1 += h2;
  h2 += h1;
  h1 = finishMix(h1);
  h2 = finishMix(h2);
  h1 += h2;
  h2 += h1;
  store<u64>(into, h1);
  store<u64>(into, h2, 8);
}

/** The first 1 to 8 bytes as a little-endian number. */
export function readFirst(p: usize, count: usize): u64 {
  const unused = (8 - <u64>count) << 3;
  return (load<u64>(p) << unused) >> unused;
}
