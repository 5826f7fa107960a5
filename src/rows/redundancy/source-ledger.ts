import { z } from "zod";

/** Rows of one source whose key another one owns. */
const LedgerPair = z.strictObject({
  first: z.int(),
  second: z.int(),
  /** Rows of the second with a key that the first owns. */
  rows: z.int(),
  /** Keys of the second that the first owns. */
  unique: z.int(),
});
type LedgerPair = z.infer<typeof LedgerPair>;

export const LedgerResult = z.strictObject({
  /** Rows of each source. */
  rows: z.array(z.int()),
  /** Keys of each source, whatever the others hold. */
  unique: z.array(z.int()),
  /** Keys whose first row of all is in the source: those that it owns. */
  owned: z.array(z.int()),
  pairs: z.array(LedgerPair),
});
export type LedgerResult = z.infer<typeof LedgerResult>;

/**
 * Counts which source has which key first. Rows must come in the order of the inputs. Every extra row has one cause: it is
 * a duplicate of its own source (an earlier row there has the key), or brought in with another (it is the first row there).
 */
export class SourceLedger {
  readonly #rows: Int32Array;
  readonly #unique: Int32Array;
  readonly #owned: Int32Array;
  readonly #pairs = new Map<number, { rows: number; unique: number }>();
  readonly #met = new PairSet();
  #owners = new Int32Array(1024);

  constructor(sources: number) {
    this.#rows = new Int32Array(sources);
    this.#unique = new Int32Array(sources);
    this.#owned = new Int32Array(sources);
  }

  /** @param entry number of the key, numbered in the order of first rows */
  addFirst(entry: number, source: number): void {
    if (entry >= this.#owners.length) {
      const larger = new Int32Array(this.#owners.length * 2);
      larger.set(this.#owners);
      this.#owners = larger;
    }
    this.#owners[entry] = source;
    increment(this.#rows, source);
    increment(this.#unique, source);
    increment(this.#owned, source);
  }

  addAgain(entry: number, source: number): void {
    increment(this.#rows, source);
    const owner = this.#owners[entry] as number;
    if (owner === source) return;
    const isNew = this.#met.add(entry, source);
    if (isNew) increment(this.#unique, source);
    const place = owner * this.#rows.length + source;
    const pair = this.#pairs.get(place) ?? { rows: 0, unique: 0 };
    pair.rows += 1;
    pair.unique += isNew ? 1 : 0;
    this.#pairs.set(place, pair);
  }

  toResult(): LedgerResult {
    const places = [...this.#pairs.entries()].sort(([one], [other]) => one - other);
    const sources = this.#rows.length;
    return {
      rows: [...this.#rows],
      unique: [...this.#unique],
      owned: [...this.#owned],
      pairs: places.map(([place, counts]) => ({
        first: Math.floor(place / sources),
        second: place % sources,
        ...counts,
      })),
    };
  }
}

function increment(counts: Int32Array, index: number): void {
  counts[index] = (counts[index] as number) + 1;
}

/** A set of pairs of small numbers. */
class PairSet {
  #firsts = new Int32Array(64);
  #seconds = new Int32Array(64);
  #count = 0;

  /** Whether it was not in yet. */
  add(first: number, second: number): boolean {
    const slot = this.#findSlot(first, second);
    if (this.#firsts[slot] !== 0) return false;
    this.#firsts[slot] = first + 1;
    this.#seconds[slot] = second;
    this.#count += 1;
    if (this.#count * 2 > this.#firsts.length) this.#grow();
    return true;
  }

  #findSlot(first: number, second: number): number {
    const mask = this.#firsts.length - 1;
    let slot = Math.imul(first * 31 + second, 0x9e3779b1) & mask;
    while (this.#firsts[slot] !== 0 && (this.#firsts[slot] !== first + 1 || this.#seconds[slot] !== second)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const [firsts, seconds] = [this.#firsts, this.#seconds];
    this.#firsts = new Int32Array(firsts.length * 2);
    this.#seconds = new Int32Array(firsts.length * 2);
    for (let slot = 0; slot < firsts.length; slot += 1) {
      if (firsts[slot] === 0) continue;
      const to = this.#findSlot((firsts[slot] as number) - 1, seconds[slot] as number);
      this.#firsts[to] = firsts[slot] as number;
      this.#seconds[to] = seconds[slot] as number;
    }
  }
}

/** Adds the counts of hash ranges up. */
export function sumLedgers(parts: readonly LedgerResult[]): LedgerResult {
  const pairs = new Map<string, LedgerPair>();
  for (const pair of parts.flatMap((part) => part.pairs)) {
    const name = `${pair.first} ${pair.second}`;
    const known = pairs.get(name);
    const sum = { rows: pair.rows + (known?.rows ?? 0), unique: pair.unique + (known?.unique ?? 0) };
    pairs.set(name, { ...pair, ...sum });
  }
  return {
    rows: sumLists(parts.map(({ rows }) => rows)),
    unique: sumLists(parts.map(({ unique }) => unique)),
    owned: sumLists(parts.map(({ owned }) => owned)),
    pairs: [...pairs.values()].sort((one, other) => one.first - other.first || one.second - other.second),
  };
}

function sumLists(lists: readonly (readonly number[])[]): number[] {
  const [first = []] = lists;
  return first.map((_, index) => lists.reduce((sum, list) => sum + (list[index] ?? 0), 0));
}
