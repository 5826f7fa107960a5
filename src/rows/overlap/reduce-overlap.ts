import { z } from "zod";
import { keyScopes } from "../../kernels/index.ts";
import { defineStep } from "../jobs/step.ts";
import { KeyIndex } from "../keys/key-index.ts";
import { keyTiers } from "../keys/key-tier.ts";
import { readKeyGroups } from "../redundancy/read-key-groups.ts";

/** What two inputs share, by their numbers. */
const SharedCount = z.strictObject({
  a: z.int(),
  b: z.int(),
  shared: z.int(),
  rowsOfA: z.int(),
  rowsOfB: z.int(),
});
export type SharedCount = z.infer<typeof SharedCount>;

export const OverlapCounts = z.strictObject({
  /** Distinct keys of each input. */
  unique: z.array(z.int()),
  /** Every two inputs, whether they share something or not. */
  pairs: z.array(SharedCount),
});
export type OverlapCounts = z.infer<typeof OverlapCounts>;

/** Reduce: which keys of some hash ranges which inputs have. */
export const reduceOverlap = defineStep({
  name: "reduce-overlap",
  version: 1,
  parameters: z.strictObject({
    key: z.strictObject({ scope: z.enum(keyScopes), tier: z.enum(keyTiers) }),
    buckets: z.int(),
    range: z.strictObject({ from: z.int(), to: z.int() }),
    /** For each input of the step: the input of the job that it is a part of. */
    inputsOfMaps: z.array(z.int()),
    inputCount: z.int(),
  }),
  result: OverlapCounts,
  async perform(parameters, { inputs }) {
    const { inputsOfMaps, inputCount } = parameters;
    const keys = new KeyIndex();
    const counts = new CountMatrix(inputCount);
    for await (const group of readKeyGroups(inputs, parameters)) {
      const input = inputsOfMaps[group.map] ?? 0;
      for (let index = 0; index < group.count; index += 1)
        counts.add(keys.add(group.words, index * 4), input);
    }
    return countShared(counts, keys.count);
  },
});

/** Rows of each input with each key. */
class CountMatrix {
  readonly width: number;
  #counts: Int32Array;

  constructor(width: number) {
    this.width = width;
    this.#counts = new Int32Array(width * 1024);
  }

  add(entry: number, input: number): void {
    const place = entry * this.width + input;
    if (place >= this.#counts.length) this.#grow();
    this.#counts[place] = (this.#counts[place] as number) + 1;
  }

  at(entry: number, input: number): number {
    return this.#counts[entry * this.width + input] ?? 0;
  }

  #grow(): void {
    const larger = new Int32Array(this.#counts.length * 2);
    larger.set(this.#counts);
    this.#counts = larger;
  }
}

function countShared(counts: CountMatrix, entries: number): OverlapCounts {
  const unique = new Array<number>(counts.width).fill(0);
  const pairs = listPairs(counts.width).map((pair) => ({ ...pair, shared: 0, rowsOfA: 0, rowsOfB: 0 }));
  for (let entry = 0; entry < entries; entry += 1) {
    for (let input = 0; input < counts.width; input += 1) {
      if (counts.at(entry, input) > 0) unique[input] = (unique[input] ?? 0) + 1;
    }
    for (const pair of pairs) {
      const [rowsOfA, rowsOfB] = [counts.at(entry, pair.a), counts.at(entry, pair.b)];
      if (rowsOfA === 0 || rowsOfB === 0) continue;
      pair.shared += 1;
      pair.rowsOfA += rowsOfA;
      pair.rowsOfB += rowsOfB;
    }
  }
  return { unique, pairs };
}

function listPairs(inputs: number): { readonly a: number; readonly b: number }[] {
  return Array.from({ length: inputs }, (_, a) =>
    Array.from({ length: inputs - a - 1 }, (__, later) => ({ a, b: a + 1 + later })),
  ).flat();
}

/** Adds the counts of hash ranges up. */
export function sumOverlapCounts(parts: readonly OverlapCounts[]): OverlapCounts {
  const [first, ...others] = parts;
  if (first === undefined) return { unique: [], pairs: [] };
  return others.reduce(
    (sum, part) => ({
      unique: sum.unique.map((count, input) => count + (part.unique[input] ?? 0)),
      pairs: sum.pairs.map((pair, index) => addPair(pair, part.pairs[index])),
    }),
    first,
  );
}

function addPair(pair: SharedCount, other: SharedCount | undefined): SharedCount {
  return {
    ...pair,
    shared: pair.shared + (other?.shared ?? 0),
    rowsOfA: pair.rowsOfA + (other?.rowsOfA ?? 0),
    rowsOfB: pair.rowsOfB + (other?.rowsOfB ?? 0),
  };
}
