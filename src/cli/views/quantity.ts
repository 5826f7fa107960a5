/** `1 path`, `2 paths`, `12,000 paths`; a count that is too large for a number comes as its digits. */
export function toQuantity(count: number | string, noun: string, plural = `${noun}s`): string {
  const value = BigInt(count);
  return `${value.toLocaleString("en-US")} ${value === 1n ? noun : plural}`;
}
