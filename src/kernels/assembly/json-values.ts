import { skipString } from "./json-strings";

const deepest: i32 = 64;

/** Past the spaces, tabs and carriage returns. */
export function skipSpace(p: usize): usize {
  let at = p;
  while (true) {
    const c = load<u8>(at);
    if (c !== 32 && c !== 9 && c !== 13) return at;
    at++;
  }
}

/** Past a colon and the space around it; 0 where there is none. */
export function skipColon(p: usize): usize {
  const at = skipSpace(p);
  return load<u8>(at) === 0x3a ? skipSpace(at + 1) : 0;
}

/** Past a value with all that is in it; 0 where there is none that JSON allows, or one that is too deep. */
export function skipValue(p: usize, depth: i32): usize {
  const c: u32 = load<u8>(p);
  if (c === 0x22) {
    const end = skipString(p + 1);
    return end === 0 ? 0 : end + 1;
  }
  if (c === 0x7b) return depth < deepest ? skipObject(p + 1, depth + 1) : 0;
  if (c === 0x5b) return depth < deepest ? skipArray(p + 1, depth + 1) : 0;
  if (c === 0x74) return load<u32>(p) === 0x65757274 ? p + 4 : 0;
  if (c === 0x6e) return load<u32>(p) === 0x6c6c756e ? p + 4 : 0;
  if (c === 0x66) return load<u32>(p, 1) === 0x65736c61 ? p + 5 : 0;
  return skipNumber(p);
}

function skipObject(p: usize, depth: i32): usize {
  let at = skipSpace(p);
  if (load<u8>(at) === 0x7d) return at + 1;
  while (true) {
    if (load<u8>(at) !== 0x22) return 0;
    at = skipString(at + 1);
    if (at === 0) return 0;
    at = skipColon(at + 1);
    if (at === 0) return 0;
    at = skipValue(at, depth);
    if (at === 0) return 0;
    at = skipSpace(at);
    const c: u32 = load<u8>(at);
    if (c === 0x7d) return at + 1;
    if (c !== 0x2c) return 0;
    at = skipSpace(at + 1);
  }
}

function skipArray(p: usize, depth: i32): usize {
  let at = skipSpace(p);
  if (load<u8>(at) === 0x5d) return at + 1;
  while (true) {
    at = skipValue(at, depth);
    if (at === 0) return 0;
    at = skipSpace(at);
    const c: u32 = load<u8>(at);
    if (c === 0x5d) return at + 1;
    if (c !== 0x2c) return 0;
    at = skipSpace(at + 1);
  }
}

function skipNumber(p: usize): usize {
  const whole = load<u8>(p) === 0x2d ? p + 1 : p;
  let at = skipDigits(whole);
  if (at === whole || (load<u8>(whole) === 0x30 && at > whole + 1)) return 0;
  if (load<u8>(at) === 0x2e) {
    const fraction = at + 1;
    at = skipDigits(fraction);
    if (at === fraction) return 0;
  }
  if ((load<u8>(at) | 32) !== 0x65) return at;
  const sign: u32 = load<u8>(at, 1);
  at += sign === 0x2b || sign === 0x2d ? 2 : 1;
  const end = skipDigits(at);
  return end === at ? 0 : end;
}

function skipDigits(p: usize): usize {
  let at = p;
  while (<u32>load<u8>(at) - 48 < 10) at++;
  return at;
}
