/** Random numbers that are the same for the same seed, everywhere. */
export interface SeededRandom {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<Value>(values: readonly Value[]): Value;
  chance(probability: number): boolean;
  shuffle<Value>(values: readonly Value[]): Value[];
}

export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <Value>(values: readonly Value[]) => values[between(0, values.length - 1)] as Value;
  const shuffle = <Value>(values: readonly Value[]) => {
    const order = [...values];
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = between(0, last);
      [order[last], order[other]] = [order[other] as Value, order[last] as Value];
    }
    return order;
  };
  return { next, between, pick, chance: (probability) => next() < probability, shuffle };
}
