import { failToGrow } from "./host";

let top: usize = 0;

/** Bytes from an address that is a multiple of 64; they are never given back. */
export function allocate(bytes: usize): usize {
  if (top === 0) top = (__heap_base + 63) & ~63;
  const at = top;
  const end = (<u64>at + <u64>bytes + 63) & ~63;
  const missing = <i64>((end + 0xffff) >> 16) - <i64>memory.size();
  if (end > 0xffff0000 || (missing > 0 && memory.grow(<i32>missing) < 0)) {
    failToGrow(bytes);
    unreachable();
  }
  top = <usize>end;
  return at;
}

/** A place in memory that moves when it has to hold more. */
@unmanaged
export class Region {
  at: usize;
  capacity: usize;
}

/** Room for so many bytes, and 64 more that may be read and written; what was there is gone. */
export function reserve(region: Region, bytes: usize): usize {
  if (bytes + 64 > region.capacity) {
    const capacity = bytes + (bytes >> 2) + 4096;
    region.at = allocate(capacity);
    region.capacity = capacity;
  }
  return region.at;
}

/** The same, with the first `kept` bytes still there. */
export function enlarge(region: Region, bytes: usize, kept: usize): usize {
  if (bytes + 64 > region.capacity) {
    const capacity = bytes * 2 + 4096;
    const at = allocate(capacity);
    memory.copy(at, region.at, kept);
    region.at = at;
    region.capacity = capacity;
  }
  return region.at;
}
