import { Region, reserve } from "./memory";

/** Address and length of the three texts of the current row, UTF-8: six words. */
const places: usize = memory.data(24, 8);
/** What the host wrote with `reserveRow`. */
const given = changetype<Region>(memory.data(8, 8));

export function rowAt(): usize {
  return places;
}

/** Where the host is to write the texts of a row, one after the other, before it calls `setRow`. */
export function reserveRow(bytes: usize): usize {
  return reserve(given, bytes);
}

export function setRow(first: usize, second: usize, third: usize): void {
  setText(0, given.at, first);
  setText(1, given.at + first, second);
  setText(2, given.at + first + second, third);
}

export function clearRow(): void {
  store<u64>(places, 0);
  store<u64>(places, 0, 8);
  store<u64>(places, 0, 16);
}

function setText(field: usize, at: usize, length: usize): void {
  store<u32>(places + (field << 3), <u32>at);
  store<u32>(places + (field << 3), <u32>length, 4);
}

/** Takes the three places from elsewhere. */
export function moveRow(from: usize): void {
  store<u64>(places, load<u64>(from));
  store<u64>(places, load<u64>(from, 8), 8);
  store<u64>(places, load<u64>(from, 16), 16);
}

export function textAt(field: usize): usize {
  return load<u32>(places + (field << 3));
}

export function textLength(field: usize): usize {
  return load<u32>(places + (field << 3), 4);
}
