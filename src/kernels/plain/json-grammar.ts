export const quote = 0x22;
export const backslash = 0x5c;
const deepest = 64;

/** Past the spaces, tabs and carriage returns (a line has no line feed in it). */
export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d) at += 1;
  return at;
}

/** From after the opening quote to the closing one; -1 where there is no string that JSON allows. */
export function skipString(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte === quote) return at;
    if (byte < 0x20) return -1;
    if (byte !== backslash) at += 1;
    else {
      const width = findEscapeWidth(bytes, at + 1);
      if (width === 0) return -1;
      at += width;
    }
  }
  return -1;
}

/**
 * Past a value with all that is in it; -1 where there is none that JSON allows, or one that is too deep.
 *
 * @param depth how many objects and arrays it lies in.
 */
export function skipValue(bytes: Uint8Array, at: number, depth: number): number {
  const byte = bytes[at];
  if (byte === quote) return stepOver(skipString(bytes, at + 1));
  if (byte === 0x7b) return depth < deepest ? skipObject(bytes, at + 1, depth + 1) : -1;
  if (byte === 0x5b) return depth < deepest ? skipArray(bytes, at + 1, depth + 1) : -1;
  if (byte === 0x74) return skipLiteral(bytes, at, "true");
  if (byte === 0x66) return skipLiteral(bytes, at, "false");
  if (byte === 0x6e) return skipLiteral(bytes, at, "null");
  return skipNumber(bytes, at);
}

/** From a name's opening quote, past the colon and the space after it, to the value; -1 where that is not there. */
function skipName(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== quote) return -1;
  const end = skipString(bytes, at + 1);
  return end < 0 ? -1 : skipColon(bytes, end + 1);
}

/** Past a colon and the space around it. */
export function skipColon(bytes: Uint8Array, from: number): number {
  const at = skipSpace(bytes, from);
  return bytes[at] === 0x3a ? skipSpace(bytes, at + 1) : -1;
}

function skipObject(bytes: Uint8Array, from: number, depth: number): number {
  let at = skipSpace(bytes, from);
  if (bytes[at] === 0x7d) return at + 1;
  for (;;) {
    at = skipName(bytes, at);
    if (at < 0) return -1;
    at = skipValue(bytes, at, depth);
    if (at < 0) return -1;
    at = skipSpace(bytes, at);
    if (bytes[at] === 0x7d) return at + 1;
    if (bytes[at] !== 0x2c) return -1;
    at = skipSpace(bytes, at + 1);
  }
}

function skipArray(bytes: Uint8Array, from: number, depth: number): number {
  let at = skipSpace(bytes, from);
  if (bytes[at] === 0x5d) return at + 1;
  for (;;) {
    at = skipValue(bytes, at, depth);
    if (at < 0) return -1;
    at = skipSpace(bytes, at);
    if (bytes[at] === 0x5d) return at + 1;
    if (bytes[at] !== 0x2c) return -1;
    at = skipSpace(bytes, at + 1);
  }
}

function skipLiteral(bytes: Uint8Array, at: number, literal: string): number {
  for (let index = 0; index < literal.length; index += 1)
    if (bytes[at + index] !== literal.charCodeAt(index)) return -1;
  return at + literal.length;
}

function skipNumber(bytes: Uint8Array, from: number): number {
  let at = bytes[from] === 0x2d ? from + 1 : from;
  const whole = at;
  at = skipDigits(bytes, at);
  if (at === whole || (bytes[whole] === 0x30 && at > whole + 1)) return -1;
  if (bytes[at] === 0x2e) {
    const fraction = at + 1;
    at = skipDigits(bytes, fraction);
    if (at === fraction) return -1;
  }
  if (bytes[at] !== 0x65 && bytes[at] !== 0x45) return at;
  at += bytes[at + 1] === 0x2b || bytes[at + 1] === 0x2d ? 2 : 1;
  const end = skipDigits(bytes, at);
  return end === at ? -1 : end;
}

function skipDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBetween(bytes[at], 0x30, 0x39)) at += 1;
  return at;
}

const shortEscapes = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));

/** Bytes of the escape with its backslash, by what stands after that; 0 for none. */
function findEscapeWidth(bytes: Uint8Array, at: number): number {
  const letter = bytes[at] ?? 0;
  if (shortEscapes.has(letter)) return 2;
  if (letter !== 0x75) return 0;
  for (let digit = at + 1; digit <= at + 4; digit += 1) if (!isHexDigit(bytes[digit])) return 0;
  return 6;
}

function isHexDigit(byte: number | undefined): boolean {
  return isBetween(byte, 0x30, 0x39) || isBetween(byte, 0x41, 0x46) || isBetween(byte, 0x61, 0x66);
}

function isBetween(byte: number | undefined, least: number, most: number): boolean {
  return byte !== undefined && byte >= least && byte <= most;
}

function stepOver(at: number): number {
  return at < 0 ? -1 : at + 1;
}
