import { allocate, enlarge, Region } from "./memory";
import { openShingles, readShingles, shinglesAt } from "./shingles";
import { openFieldTokens, openGivenTokens } from "./tokens";

/** A hash table with open addressing, and in front of it a bit for every sixteenth of a place: most look-ups end there. */
@unmanaged
class GramTable {
  /** Places of 16 bytes: the n-gram, its number + 1 (0 where the place is free). */
  places: usize;
  filter: usize;
  /** Number of places - 1. */
  mask: u32;
  size: u32;
}

const results = changetype<Region>(memory.data(8, 8));

export function resultsAt(): usize {
  return results.at;
}

export function createGramTable(): usize {
  const table = changetype<GramTable>(allocate(offsetof<GramTable>()));
  table.size = 0;
  setRoom(table, 1024);
  return changetype<usize>(table);
}

export function gramCount(table: usize): u32 {
  return changetype<GramTable>(table).size;
}

/** Takes the n-grams of the given text; gives how many, their numbers are at `resultsAt`. */
export function addGrams(handle: usize, unit: i32, size: usize, length: usize): usize {
  const table = changetype<GramTable>(handle);
  openGivenTokens(unit, length);
  openShingles(size);
  let total: usize = 0;
  for (let found = readShingles(); found > 0; found = readShingles()) {
    let out = enlarge(results, (total + found) << 2, total << 2) + (total << 2);
    const end = shinglesAt() + (found << 3);
    for (let p = shinglesAt(); p < end; p += 8) {
      store<u32>(out, takeGram(table, load<u64>(p)));
      out += 4;
    }
    total += found;
  }
  return total;
}

/** Looks the given text up; gives the number of pairs at `resultsAt`. */
export function findInGiven(handle: usize, unit: i32, size: usize, length: usize): usize {
  openGivenTokens(unit, length);
  return findGrams(changetype<GramTable>(handle), size);
}

export function findInField(handle: usize, unit: i32, size: usize, field: usize): usize {
  openFieldTokens(unit, field);
  return findGrams(changetype<GramTable>(handle), size);
}

function findGrams(table: GramTable, size: usize): usize {
  openShingles(size);
  let place: u32 = 0;
  let pairs: usize = 0;
  for (let found = readShingles(); found > 0; found = readShingles()) {
    const into = enlarge(results, (pairs + found) << 3, pairs << 3);
    const end = shinglesAt() + (found << 3);
    for (let p = shinglesAt(); p < end; p += 8, place++) {
      const key = load<u64>(p);
      if (!mayHold(table, key)) continue;
      const number = load<u32>(findPlace(table, key), 8);
      if (number === 0) continue;
      store<u32>(into + (pairs << 3), place);
      store<u32>(into + (pairs << 3), number - 1, 4);
      pairs++;
    }
  }
  return pairs;
}

function takeGram(table: GramTable, key: u64): u32 {
  let place = findPlace(table, key);
  const known = load<u32>(place, 8);
  if (known > 0) return known - 1;
  const number = table.size;
  if (number + (number >> 1) >= table.mask) {
    growTable(table);
    place = findPlace(table, key);
  }
  table.size = number + 1;
  putGram(table, place, key, number + 1);
  return number;
}

function putGram(table: GramTable, place: usize, key: u64, number: u32): void {
  store<u64>(place, key);
  store<u32>(place, number, 8);
  const bit = toBit(table, key);
  const at = table.filter + (bit >> 3);
  store<u8>(at, <u32>load<u8>(at) | (1 << (bit & 7)));
}

function mayHold(table: GramTable, key: u64): bool {
  const bit = toBit(table, key);
  return ((load<u8>(table.filter + (bit >> 3)) >> (bit & 7)) & 1) !== 0;
}

/** From the upper half of the n-gram; places come from the lower one. */
function toBit(table: GramTable, key: u64): u32 {
  return <u32>(key >> 32) & ((table.mask << 4) | 15);
}

/** The n-gram's place, or the free one where it would stand. */
function findPlace(table: GramTable, key: u64): usize {
  let index = <u32>key & table.mask;
  let place = table.places + ((<usize>index) << 4);
  while (load<u32>(place, 8) !== 0 && load<u64>(place) !== key) {
    index = (index + 1) & table.mask;
    place = table.places + ((<usize>index) << 4);
  }
  return place;
}

function growTable(table: GramTable): void {
  const old = table.places;
  const end = old + ((<usize>table.mask + 1) << 4);
  setRoom(table, (table.mask + 1) * 2);
  for (let place = old; place < end; place += 16) {
    const number = load<u32>(place, 8);
    const key = load<u64>(place);
    if (number !== 0) putGram(table, findPlace(table, key), key, number);
  }
}

/** Fresh memory is zero. */
function setRoom(table: GramTable, places: u32): void {
  table.mask = places - 1;
  table.places = allocate((<usize>places) << 4);
  table.filter = allocate((<usize>places) << 1);
}
