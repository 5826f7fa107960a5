/** @throws RangeError for a size that is no whole number from 1. */
export function requireSize(size: number): number {
  if (!Number.isSafeInteger(size) || size < 1)
    throw new RangeError(`shingles of ${size} tokens: take a whole number from 1`);
  return size;
}
