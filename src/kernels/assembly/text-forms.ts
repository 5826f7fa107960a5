import { lowerCodePoint, needsHostToLower } from "./character-table";
import { lowerText } from "./host";
import { skipSpaceLeft, skipSpaceRight, spaceWidth } from "./white-space";

/** Every form goes to a place that has room for it, and 64 bytes more; gives the end of what was written. */
export function copyForm(form: i32, into: usize, p: usize, end: usize): usize {
  if (form === 2) return copyNorm(into, p, end);
  let from = p;
  let to = end;
  if (form === 1) {
    from = skipSpaceRight(p, end);
    to = skipSpaceLeft(from, end);
  }
  memory.copy(into, from, to - from);
  return into + (to - from);
}

/** Without white space at the ends, every run of it one space: sixteen bytes at a time until one asks for a look. */
export function copyNorm(into: usize, p: usize, end: usize): usize {
  let from = skipSpaceRight(p, end);
  const to = skipSpaceLeft(from, end);
  let out = into;
  let afterSpace: u32 = 0;
  while (from < to) {
    const bytes = v128.load(from);
    const spaces = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(32)));
    const others = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(9)), i8x16.splat(5));
    const odd = i8x16.bitmask(v128.or(others, bytes)) | (spaces & ((spaces << 1) | afterSpace));
    const room = to - from;
    const clean = min<usize>(min<usize>(odd === 0 ? 16 : ctz(odd), 16), room);
    v128.store(out, bytes);
    out += clean;
    from += clean;
    if (clean > 0) afterSpace = (spaces >> (<i32>clean - 1)) & 1;
    if (odd === 0) continue;
    while (from < to) {
      const c = load<u8>(from);
      const width = spaceWidth(from);
      if (width === 0) {
        if (c < 0x80) break;
        store<u32>(out, load<u32>(from));
        out += characterWidth(c);
        from += characterWidth(c);
        afterSpace = 0;
        continue;
      }
      if (c === 32 && afterSpace === 0) break;
      if (afterSpace === 0) store<u8>(out++, 32);
      from += width;
      afterSpace = 1;
    }
  }
  return out;
}

/** In lower case; the result may be half as long again. */
export function copyLower(into: usize, p: usize, end: usize): usize {
  let from = p;
  let out = into;
  while (from < end) {
    const bytes = v128.load(from);
    const high = i8x16.bitmask(bytes);
    const capitals = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(65)), i8x16.splat(26));
    v128.store(out, v128.or(bytes, v128.and(capitals, i8x16.splat(32))));
    const clean = min<usize>(high === 0 ? 16 : ctz(high), end - from);
    from += clean;
    out += clean;
    while (from < end && load<u8>(from) >= 0x80) {
      const code = readCodePoint(from);
      if (needsHostToLower(code)) return lowerText(into, p, end);
      out = writeCodePoint(out, lowerCodePoint(code));
      from += characterWidth(load<u8>(from));
    }
  }
  return out;
}

/** Bytes of the character that begins with this one. */
export function characterWidth(c: u32): usize {
  return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

export function readCodePoint(p: usize): u32 {
  const c: u32 = load<u8>(p);
  if (c < 0x80) return c;
  const second = <u32>load<u8>(p, 1) & 63;
  if (c < 0xe0) return ((c & 31) << 6) | second;
  const third = <u32>load<u8>(p, 2) & 63;
  if (c < 0xf0) return ((c & 15) << 12) | (second << 6) | third;
  return ((c & 7) << 18) | (second << 12) | (third << 6) | (<u32>load<u8>(p, 3) & 63);
}

/** Gives the address after it. */
export function writeCodePoint(p: usize, code: u32): usize {
  if (code < 0x80) {
    store<u8>(p, code);
    return p + 1;
  }
  if (code < 0x800) {
    store<u8>(p, 0xc0 | (code >> 6));
    store<u8>(p, 0x80 | (code & 63), 1);
    return p + 2;
  }
  if (code < 0x10000) {
    store<u8>(p, 0xe0 | (code >> 12));
    store<u8>(p, 0x80 | ((code >> 6) & 63), 1);
    store<u8>(p, 0x80 | (code & 63), 2);
    return p + 3;
  }
  store<u8>(p, 0xf0 | (code >> 18));
  store<u8>(p, 0x80 | ((code >> 12) & 63), 1);
  store<u8>(p, 0x80 | ((code >> 6) & 63), 2);
  store<u8>(p, 0x80 | (code & 63), 3);
  return p + 4;
}
