import type { Estimate } from "./report.ts";

export interface Resampling {
  readonly resamples: number;
  readonly seed: number;
}

/**
 * A figure of all items together, with the percentile interval of that figure when whole groups are drawn with
 * replacement. Draws in which it cannot be computed are left out. Deterministic for one seed.
 */
export function estimate<Item>(
  groups: readonly (readonly Item[])[],
  figure: (items: readonly Item[]) => number | null,
  { resamples, seed }: Resampling,
): Estimate {
  const value = figure(groups.flat());
  const random = createRandom(seed);
  const drawn: number[] = [];
  for (let round = 0; round < resamples; round++) {
    const sample = groups.flatMap(() => groups[Math.floor(random() * groups.length)] ?? []);
    const one = figure(sample);
    if (one !== null) drawn.push(one);
  }
  drawn.sort((a, b) => a - b);
  return { value, low: toQuantile(drawn, 0.025), high: toQuantile(drawn, 0.975) };
}

function toQuantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.round(share * (sorted.length - 1))] ?? null;
}

/** Mulberry32: 0 to 1, the same series for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
