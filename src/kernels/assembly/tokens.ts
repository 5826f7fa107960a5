import { isAlnum, isIdeographOrKana } from "./character-table";
import { Region, reserve } from "./memory";
import { readFirst } from "./murmur-hash";
import { textAt, textLength } from "./row";
import { characterWidth, copyLower, copyNorm, readCodePoint } from "./text-forms";
import { spaceWidth } from "./white-space";

/** The text whose tokens are read, in the form that its unit asks for, with 64 spaces after it. */
const prepared = changetype<Region>(memory.data(8, 8));
/** What the host wrote with `reserveText`. */
const given = changetype<Region>(memory.data(8, 8));

const word: i32 = 0;
const alnum: i32 = 1;
const char: i32 = 2;

let unit: i32 = 0;
let at: usize = 0;
let end: usize = 0;
/** Where the token begins that `at` lies in, 0 between tokens. */
let start: usize = 0;

/** Where the host is to write a text that is no part of the row. */
export function reserveText(bytes: usize): usize {
  return reserve(given, bytes);
}

export function openGivenTokens(asUnit: i32, length: usize): void {
  const into = reserve(prepared, length * 2);
  openTokens(asUnit, into, prepare(asUnit, into, given.at, length));
}

export function openFieldTokens(asUnit: i32, field: usize): void {
  const into = reserve(prepared, textLength(field) * 2);
  openTokens(asUnit, into, prepare(asUnit, into, textAt(field), textLength(field)));
}

/** Instruction, then, if there is one, the input on a new line. */
export function openQuestionTokens(asUnit: i32): void {
  const into = reserve(prepared, (textLength(0) + textLength(1)) * 2 + 1);
  let out = prepare(asUnit, into, textAt(0), textLength(0));
  if (textLength(1) > 0) {
    const between = out > into ? 1 : 0;
    const after = prepare(asUnit, out + between, textAt(1), textLength(1));
    if (between === 1 && after > out + 1) store<u8>(out, 32);
    if (after > out + between) out = after;
  }
  openTokens(asUnit, into, out);
}

function prepare(asUnit: i32, into: usize, text: usize, length: usize): usize {
  if (asUnit === alnum) return copyLower(into, text, text + length);
  if (asUnit === char) return copyNorm(into, text, text + length);
  memory.copy(into, text, length);
  return into + length;
}

function openTokens(asUnit: i32, from: usize, to: usize): void {
  memory.fill(to, 32, 64);
  unit = asUnit;
  at = from;
  end = to;
  start = 0;
}

/** Writes the hashes of the next tokens, 8 bytes each, at most `room`, which is 128 or more. Gives their number, 0 at the end. */
export function readTokens(into: usize, room: usize): usize {
  if (unit === char) return (readCharacters(into, room) - into) >> 3;
  let out = into;
  const limit = into + ((room - 128) << 3);
  while (at < end && out <= limit) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const wide = toMask(a, b, c, d);
    out =
      unit === word
        ? readRun(out, toWordMask(a, b, c, d), wide)
        : readRun(out, toAlnumMask(a, b, c, d), wide);
    while (at < end && load<u8>(at) >= 0x80 && out <= limit + 512) out = readWideCharacter(out);
  }
  if (at >= end && start !== 0) {
    out = writeToken(out, start, end - start);
    start = 0;
  }
  return (out - into) >> 3;
}

/** Takes the up to 64 bytes that stand before the first byte that is no ASCII; a bit of `inside` says that a byte is of a token. */
function readRun(into: usize, inside: u64, wide: u64): usize {
  let out = into;
  const known: u64 = wide === 0 ? 64 : ctz(wide);
  let edges = inside ^ ((inside << 1) | (start !== 0 ? 1 : 0));
  if (known < 64) edges &= ((<u64>1) << known) - 1;
  let from = start;
  while (edges !== 0) {
    const place = at + <usize>ctz(edges);
    edges &= edges - 1;
    if (from === 0) from = place;
    else {
      out = writeToken(out, from, place - from);
      from = 0;
    }
  }
  start = from;
  at += <usize>known;
  return out;
}

function readWideCharacter(into: usize): usize {
  let out = into;
  const code = readCodePoint(at);
  const width = characterWidth(load<u8>(at));
  const isAlone = isIdeographOrKana(code);
  const isInside = !isAlone && (unit === word ? spaceWidth(at) === 0 : isAlnum(code));
  if (isInside) {
    if (start === 0) start = at;
  } else if (start !== 0) {
    out = writeToken(out, start, at - start);
    start = 0;
  }
  if (isAlone) out = writeToken(out, at, width);
  at += width;
  return out;
}

function readCharacters(into: usize, room: usize): usize {
  let out = into;
  const limit = into + (room << 3);
  while (at < end && out < limit) {
    const width = characterWidth(load<u8>(at));
    out = writeToken(out, at, width);
    at += width;
  }
  return out;
}

/**
 * Over the token's bytes, taken as little-endian numbers c of 8 bytes, the last filled up with zeros: h = length * p; for
 * each c: h = (h ^ c) * q, h ^= h >> 32; at last h = h * r, h ^= h >> 32.
 */
function writeToken(into: usize, p: usize, length: usize): usize {
  let h: u64 = <u64>length * 0x9e3779b97f4a7c15;
  let from = p;
  let rest = length;
  while (rest > 8) {
    h = (h ^ load<u64>(from)) * 0x9e3779b185ebca87;
    h ^= h >> 32;
    from += 8;
    rest -= 8;
  }
  h = (h ^ readFirst(from, rest)) * 0x9e3779b185ebca87;
  h ^= h >> 32;
  h *= 0xc2b2ae3d27d4eb4f;
  store<u64>(into, h ^ (h >> 32));
  return into + 8;
}

function toMask(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(a) | ((<u32>i8x16.bitmask(b)) << 16)) |
    ((<u64>(<u32>i8x16.bitmask(c) | ((<u32>i8x16.bitmask(d)) << 16))) << 32)
  );
}

function toWordMask(a: v128, b: v128, c: v128, d: v128): u64 {
  return ~toMask(toSpaces(a), toSpaces(b), toSpaces(c), toSpaces(d));
}

function toSpaces(bytes: v128): v128 {
  return v128.or(
    i8x16.eq(bytes, i8x16.splat(32)),
    i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(9)), i8x16.splat(5)),
  );
}

function toAlnumMask(a: v128, b: v128, c: v128, d: v128): u64 {
  return toMask(toAlnums(a), toAlnums(b), toAlnums(c), toAlnums(d));
}

/** Of text in lower case. */
function toAlnums(bytes: v128): v128 {
  const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(48)), i8x16.splat(10));
  const letters = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(97)), i8x16.splat(26));
  return v128.or(v128.or(digits, letters), i8x16.eq(bytes, i8x16.splat(95)));
}
