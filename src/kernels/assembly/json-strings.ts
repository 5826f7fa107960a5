import { writeCodePoint } from "./text-forms";
import { isUtf8 } from "./utf8";

const quote: u32 = 0x22;
const backslash: u32 = 0x5c;

/** Whether the last string that was read has an escape in it. */
let escaped: bool = false;
/** Whether a byte that is no ASCII was met since it was last cleared. */
let wide: bool = false;

export function hadEscape(): bool {
  return escaped;
}

/** Quotes, backslashes and control characters as bits. A line break stops every search, so none runs past the lines. */
function toSpecials(bytes: v128): u32 {
  return i8x16.bitmask(
    v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
      i8x16.lt_u(bytes, i8x16.splat(0x20)),
    ),
  );
}

function findSpecial(p: usize): usize {
  let at = p;
  let high: i32 = 0;
  while (true) {
    const bytes = v128.load(at);
    const specials = toSpecials(bytes);
    const signs = i8x16.bitmask(bytes);
    if (specials !== 0) {
      high |= signs & ((specials & -specials) - 1);
      if (high !== 0) wide = true;
      return at + ctz(specials);
    }
    high |= signs;
    at += 16;
  }
}

/** From after the opening quote to the closing one or to the first backslash; 0 where the string is broken before that. */
export function skipPlain(p: usize): usize {
  wide = false;
  const at = findSpecial(p);
  if (load<u8>(at) < 0x20) return 0;
  return wide && load<u8>(at) === quote && !isUtf8(p, at) ? 0 : at;
}

/** From after the opening quote to the closing one; 0 where there is no string that JSON allows. */
export function skipString(p: usize): usize {
  escaped = false;
  wide = false;
  let at = findSpecial(p);
  while (load<u8>(at) === backslash) {
    escaped = true;
    const width = escapeWidth(at);
    if (width === 0) return 0;
    at = findSpecial(at + width);
  }
  if (load<u8>(at) !== quote) return 0;
  return wide && !isUtf8(p, at) ? 0 : at;
}

let decodedEnd: usize = 0;

/** Where the last `decodeString` ended. */
export function endOfDecoded(): usize {
  return decodedEnd;
}

/** `skipString` for a string with escapes, which writes at `into` the text it stands for. */
export function decodeString(p: usize, into: usize): usize {
  let at = p;
  let out = into;
  let high: i32 = 0;
  while (true) {
    const bytes = v128.load(at);
    const specials = toSpecials(bytes);
    const signs = i8x16.bitmask(bytes);
    v128.store(out, bytes);
    if (specials === 0) {
      high |= signs;
      at += 16;
      out += 16;
      continue;
    }
    high |= signs & ((specials & -specials) - 1);
    const clean = <usize>ctz(specials);
    at += clean;
    out += clean;
    const special: u32 = load<u8>(at);
    if (special === quote) break;
    if (special !== backslash) return 0;
    const short = toShortEscape(load<u8>(at, 1));
    if (short !== 0) {
      store<u8>(out++, short);
      at += 2;
    } else {
      const width = escapeWidth(at);
      if (width === 0) return 0;
      out = writeEscaped(at, out);
      at += escapeTaken;
    }
  }
  decodedEnd = out;
  return high !== 0 && !isUtf8(p, at) ? 0 : at;
}

let escapeTaken: usize = 0;

/** Writes the character of `\u....`, or of two of them that are halves of one. Half a character is U+FFFD. */
function writeEscaped(at: usize, into: usize): usize {
  const code = <u32>readHex(at + 2);
  escapeTaken = 6;
  if (code - 0xd800 >= 0x800) return writeCodePoint(into, code);
  if (code < 0xdc00 && load<u16>(at, 6) === 0x755c) {
    const low = <u32>readHex(at + 8);
    if (low - 0xdc00 < 0x400) {
      escapeTaken = 12;
      return writeCodePoint(into, 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00));
    }
  }
  return writeCodePoint(into, 0xfffd);
}

/** Bytes of the escape whose backslash stands at `p`; 0 for none. */
function escapeWidth(p: usize): usize {
  const letter: u32 = load<u8>(p, 1);
  if (toShortEscape(letter) !== 0) return 2;
  return letter === 0x75 && readHex(p + 2) >= 0 ? 6 : 0;
}

function toShortEscape(letter: u32): u32 {
  if (letter === 0x6e) return 10;
  if (letter === quote || letter === backslash || letter === 0x2f) return letter;
  if (letter === 0x74) return 9;
  if (letter === 0x72) return 13;
  if (letter === 0x62) return 8;
  return letter === 0x66 ? 12 : 0;
}

/** The number of four hexadecimal digits; below 0 where they are not there. */
function readHex(p: usize): i32 {
  let value: i32 = 0;
  for (let index: usize = 0; index < 4; index++) {
    const c: u32 = load<u8>(p + index);
    let digit = c - 48;
    if (digit > 9) {
      digit = (c | 32) - 97;
      if (digit > 5) return -1;
      digit += 10;
    }
    value = (value << 4) | <i32>digit;
  }
  return value;
}
