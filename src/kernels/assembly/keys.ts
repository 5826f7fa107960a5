import { Region, reserve } from "./memory";
import { hashBytes } from "./murmur-hash";
import { textAt, textLength } from "./row";
import { copyForm } from "./text-forms";

const scratch = changetype<Region>(memory.data(8, 8));
const hash: usize = memory.data(16, 8);

/** Where the hash functions leave their four words. */
export function hashAt(): usize {
  return hash;
}

/** Hashes the first `fields` texts of the row in a form (0 raw, 1 trim, 2 norm), each with a byte 0xFF after it. */
export function hashRow(fields: usize, form: i32): void {
  let needed: usize = 0;
  for (let field: usize = 0; field < fields; field++) needed += textLength(field) + 1;
  const start = reserve(scratch, needed);
  let out = start;
  for (let field: usize = 0; field < fields; field++) {
    const text = textAt(field);
    out = copyForm(form, out, text, text + textLength(field));
    store<u8>(out++, 0xff);
  }
  hashBytes(start, out - start, hash);
}

/** Where the host is to write what `hashGiven` hashes. */
export function reserveGiven(bytes: usize): usize {
  return reserve(scratch, bytes);
}

export function hashGiven(length: usize): void {
  hashBytes(scratch.at, length, hash);
}
