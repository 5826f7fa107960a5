const firstBackoffMs = 500;
const longestBackoffMs = 30_000;
const firstLimitBackoffMs = 5_000;
const shortestLimitBackoffMs = 1_000;
const longestLimitBackoffMs = 120_000;

/** Wait before try `tries + 1`: evenly drawn between nothing and a bound that doubles. */
export function toBackoffMs(tries: number, random: () => number): number {
  return Math.round(random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** tries));
}

/** How long to leave a host alone that turned us away without saying for how long. */
export function toLimitBackoffMs(tries: number, random: () => number): number {
  const bound = Math.min(longestLimitBackoffMs, firstLimitBackoffMs * 2 ** tries);
  return shortestLimitBackoffMs + Math.round(random() * bound);
}
