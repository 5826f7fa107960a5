import { decodeString, endOfDecoded, hadEscape, skipPlain, skipString } from "./json-strings";
import { skipColon, skipSpace, skipValue } from "./json-values";
import { Region, reserve } from "./memory";
import { clearRow, moveRow } from "./row";

const end: i32 = 0;
const row: i32 = 1;
const slow: i32 = 2;
const blank: i32 = 3;

const lines = changetype<Region>(memory.data(8, 8));
/** The texts that are not in the lines as they stand, because of escapes. */
const decoded = changetype<Region>(memory.data(8, 8));
const names = changetype<Region>(memory.data(8, 8));
/** Length of each of the three names, which stand one after the other; -1 for none. */
const nameLengths: usize = memory.data(12, 8);
/** Address and length of the texts found in the line; address 0 for none. */
const found: usize = memory.data(24, 8);

let cursor: usize = 0;
let linesEnd: usize = 0;
let lineStart: usize = 0;
let lineStop: usize = 0;
let decodedTop: usize = 0;

export function lineAt(): usize {
  return lineStart;
}

/** Without its line break. */
export function lineLength(): usize {
  const isWindows = lineStop > lineStart && load<u8>(lineStop - 1) === 13;
  return lineStop - lineStart - (isWindows ? 1 : 0);
}

/** Where the host is to write the three names one after the other. */
export function reserveNames(first: i32, second: i32, third: i32): usize {
  store<i32>(nameLengths, first);
  store<i32>(nameLengths, second, 4);
  store<i32>(nameLengths, third, 8);
  return reserve(names, <usize>(max(first, 0) + max(second, 0) + max(third, 0)));
}

/** Where the host is to write the lines before it calls `feedLines`. */
export function reserveLines(bytes: usize): usize {
  reserve(decoded, bytes);
  return reserve(lines, bytes);
}

export function feedLines(bytes: usize): void {
  clearRow();
  cursor = lines.at;
  linesEnd = lines.at + bytes;
  lineStart = cursor;
  lineStop = cursor;
  store<u8>(linesEnd, 10);
}

/** Goes on to the next line: 0 after the last, 1 a row, which is now the current one, 2 for the host to read, 3 a blank one. */
export function nextLine(): i32 {
  clearRow();
  if (cursor >= linesEnd) return end;
  lineStart = cursor;
  const stop = readRow();
  if (stop !== 0) {
    finishLine(stop);
    moveRow(found);
    return row;
  }
  const first = skipSpace(lineStart);
  const isBlank = load<u8>(first) === 10;
  finishLine(isBlank ? first : findBreak(first));
  return isBlank ? blank : slow;
}

function finishLine(stop: usize): void {
  lineStop = stop;
  cursor = stop + 1;
}

function findBreak(p: usize): usize {
  let at = p;
  while (true) {
    const breaks = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(10)));
    if (breaks !== 0) return at + ctz(breaks);
    at += 16;
  }
}

/** The line break after the row; 0 where the line is none. */
function readRow(): usize {
  store<u64>(found, 0);
  store<u64>(found, 0, 8);
  store<u64>(found, 0, 16);
  decodedTop = decoded.at;
  let at = skipSpace(lineStart);
  if (load<u8>(at) !== 0x7b) return 0;
  at = skipSpace(at + 1);
  if (load<u8>(at) !== 0x7d) {
    while (true) {
      at = readMember(at);
      if (at === 0) return 0;
      at = skipSpace(at);
      const c: u32 = load<u8>(at);
      if (c === 0x7d) break;
      if (c !== 0x2c) return 0;
      at = skipSpace(at + 1);
    }
  }
  at = skipSpace(at + 1);
  return load<u8>(at) === 10 ? at : 0;
}

/** Past a name and its value; 0 where the line is no row. */
function readMember(p: usize): usize {
  if (load<u8>(p) !== 0x22) return 0;
  const nameEnd = skipString(p + 1);
  if (nameEnd === 0 || hadEscape()) return 0;
  const value = skipColon(nameEnd + 1);
  if (value === 0) return 0;
  const fields = findFields(p + 1, nameEnd - p - 1);
  return fields === 0 ? skipValue(value, 1) : readText(value, fields);
}

/** The fields with this name, a bit for each. */
function findFields(name: usize, length: usize): u32 {
  let fields: u32 = 0;
  let wanted = names.at;
  for (let field: usize = 0; field < 3; field++) {
    const wantedLength = load<i32>(nameLengths + (field << 2));
    if (wantedLength < 0) continue;
    if (<usize>wantedLength === length && memory.compare(wanted, name, length) === 0)
      fields |= 1 << (<u32>field);
    wanted += <usize>wantedLength;
  }
  return fields;
}

function readText(value: usize, fields: u32): usize {
  if (load<u8>(value) !== 0x22) return 0;
  let text = value + 1;
  let textEnd = skipPlain(text);
  if (textEnd === 0) return 0;
  let length = textEnd - text;
  if (load<u8>(textEnd) !== 0x22) {
    textEnd = decodeString(text, decodedTop);
    if (textEnd === 0) return 0;
    text = decodedTop;
    decodedTop = endOfDecoded();
    length = decodedTop - text;
  }
  for (let field: usize = 0; field < 3; field++) {
    if (((fields >> <u32>field) & 1) === 0) continue;
    if (load<u32>(found + (field << 3)) !== 0) return 0;
    store<u32>(found + (field << 3), <u32>text);
    store<u32>(found + (field << 3), <u32>length, 4);
  }
  return textEnd + 1;
}
