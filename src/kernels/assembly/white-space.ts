/** Bytes of the white space (`\s`) that begins at `p`, 0 for none. The text is valid UTF-8. */
export function spaceWidth(p: usize): usize {
  const c: u32 = load<u8>(p);
  if (c < 0x80) return c === 32 || c - 9 < 5 ? 1 : 0;
  if (c === 0xc2) return load<u8>(p, 1) === 0xa0 ? 2 : 0;
  return isWideSpace((c << 16) | ((<u32>load<u8>(p, 1)) << 8) | <u32>load<u8>(p, 2)) ? 3 : 0;
}

/** U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 and U+FEFF, as their three bytes. */
function isWideSpace(bytes: u32): bool {
  if (bytes >>> 16 === 0xe2) {
    if (bytes - 0xe28080 <= 0x0a) return true;
    return bytes === 0xe280a8 || bytes === 0xe280a9 || bytes === 0xe280af || bytes === 0xe2819f;
  }
  return bytes === 0xe19a80 || bytes === 0xe38080 || bytes === 0xefbbbf;
}

/** Past the white space from `p` on. */
export function skipSpaceRight(p: usize, end: usize): usize {
  let at = p;
  while (at < end) {
    const width = spaceWidth(at);
    if (width === 0) break;
    at += width;
  }
  return at;
}

/** Back over the white space before `end`. */
export function skipSpaceLeft(p: usize, end: usize): usize {
  let at = end;
  while (at > p) {
    let before = at - 1;
    while (before > p && (load<u8>(before) & 0xc0) === 0x80) before--;
    if (spaceWidth(before) === 0) break;
    at = before;
  }
  return at;
}
