/** Whether the bytes are UTF-8. What stands at `end` must be ASCII. */
export function isUtf8(p: usize, end: usize): bool {
  let at = p;
  while (at < end) {
    const c: u32 = load<u8>(at);
    if (c < 0x80) {
      at += (load<u64>(at) & 0x8080808080808080) === 0 ? 8 : 1;
    } else if (c < 0xe0) {
      if (c < 0xc2 || !goesOn(at + 1)) return false;
      at += 2;
    } else if (c < 0xf0) {
      const next: u32 = load<u8>(at, 1);
      if (!goesOn(at + 1) || !goesOn(at + 2)) return false;
      if ((c === 0xe0 && next < 0xa0) || (c === 0xed && next >= 0xa0)) return false;
      at += 3;
    } else {
      const next: u32 = load<u8>(at, 1);
      if (c > 0xf4 || !goesOn(at + 1) || !goesOn(at + 2) || !goesOn(at + 3)) return false;
      if ((c === 0xf0 && next < 0x90) || (c === 0xf4 && next >= 0x90)) return false;
      at += 4;
    }
  }
  return true;
}

function goesOn(p: usize): bool {
  return (load<u8>(p) & 0xc0) === 0x80;
}
