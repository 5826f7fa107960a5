import { failToGrow } from "./host";

let top: usize = 0;

/** Bytes from an address that is a multiple of 64; they are never given back. */
export function allocate(bytes: usize): usize {
  if (top === 0) top = (__heap_base + 63) & ~63;
  const at = top;
  const end = (<u64>at + <u64>bytes + 63) & ~63;
  if (end > 0xffff0000 || !provide(<i32>((end + 0xffff) >> 16) - memory.size())) {
    failToGrow(bytes);
    unreachable();
  }
  top = <usize>end;
  return at;
}

/** Grows by more than is missing where it can, as each time costs much more than the bytes. */
function provide(missing: i32): bool {
  if (missing <= 0) return true;
  return memory.grow(max(missing, max(memory.size() >> 3, 16))) >= 0 || memory.grow(missing) >= 0;
}

/** A place in memory that moves when it has to hold more. */
@unmanaged
export class Region {
  at: usize;
  capacity: usize;
}

/** Twice what is asked for, up to a point: as places are never given back, they should seldom move. */
function toCapacity(bytes: usize): usize {
  return bytes + min<usize>(bytes, 64 << 20) + 4096;
}

/** Room for so many bytes, and 64 more that may be read and written; what was there is gone. */
export function reserve(region: Region, bytes: usize): usize {
  if (bytes + 64 > region.capacity) {
    const capacity = toCapacity(bytes);
    region.at = allocate(capacity);
    region.capacity = capacity;
  }
  return region.at;
}

/** The same, with the first `kept` bytes still there. */
export function enlarge(region: Region, bytes: usize, kept: usize): usize {
  if (bytes + 64 > region.capacity) {
    const capacity = toCapacity(bytes);
    const at = allocate(capacity);
    memory.copy(at, region.at, kept);
    region.at = at;
    region.capacity = capacity;
  }
  return region.at;
}
