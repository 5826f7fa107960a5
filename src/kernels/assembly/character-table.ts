import { writeCharacterPage } from "./host";
import { allocate } from "./memory";

const alnumBit: u32 = 1 << 24;
const ideographOrKanaBit: u32 = 1 << 25;
const hostLowersBit: u32 = 1 << 26;

/** Address of each page, 0 until one of its characters is met. */
const pages: usize = memory.data(0x1100 * 4, 8);

function readEntry(code: u32): u32 {
  const slot = pages + ((code >> 8) << 2);
  let page: usize = load<u32>(slot);
  if (page === 0) {
    page = allocate(1024);
    writeCharacterPage(code >> 8, page);
    store<u32>(slot, <u32>page);
  }
  return load<u32>(page + ((code & 255) << 2));
}

/** Letters, marks and digits. */
export function isAlnum(code: u32): bool {
  return (readEntry(code) & alnumBit) !== 0;
}

export function isIdeographOrKana(code: u32): bool {
  return (readEntry(code) & ideographOrKanaBit) !== 0;
}

/** Whether its lower case depends on what is around it or is more than one character. */
export function needsHostToLower(code: u32): bool {
  return (readEntry(code) & hostLowersBit) !== 0;
}

export function lowerCodePoint(code: u32): u32 {
  return readEntry(code) & 0x1fffff;
}
