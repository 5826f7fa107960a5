/** `1 dataset`, `12 datasets`. */
export function toCountText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
