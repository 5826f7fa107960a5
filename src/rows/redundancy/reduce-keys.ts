import { z } from "zod";
import { keyScopes } from "../../kernels/index.ts";
import { defineStep, type StepOutput } from "../jobs/step.ts";
import { KeyIndex } from "../keys/key-index.ts";
import { keyTiers } from "../keys/key-tier.ts";
import { countRangeRows, type KeyGroup, type KeyGroupRequest, readKeyGroups } from "./read-key-groups.ts";
import { LedgerResult, SourceLedger } from "./source-ledger.ts";

/** Where a row is: the map step that read it, and its number there. */
const RowPlace = z.strictObject({ map: z.int(), row: z.int() });
export type RowPlace = z.infer<typeof RowPlace>;

/** Rows that have the same key. */
const SameRows = z.strictObject({
  copies: z.int(),
  /** The first of them, in order. */
  rows: z.array(RowPlace),
});
export type SameRows = z.infer<typeof SameRows>;

/** How many rows of one example are named. */
const rowsOfExample = 20;

/** Reduce: counts the distinct keys of some hash ranges, and which source has each first. */
export const reduceKeys = defineStep({
  name: "reduce-keys",
  version: 1,
  parameters: z.strictObject({
    key: z.strictObject({ scope: z.enum(keyScopes), tier: z.enum(keyTiers) }),
    buckets: z.int(),
    range: z.strictObject({ from: z.int(), to: z.int() }),
    /** For each input of the step: the source of each of its labels. */
    sourcesOfLabels: z.array(z.array(z.int())),
    /** For each source: the input of the job that it is in. */
    inputsOfSources: z.array(z.int()),
    inputCount: z.int(),
    /** Groups of equal rows to be shown. */
    examples: z.int(),
  }),
  result: z.strictObject({
    unique: z.int(),
    byInput: LedgerResult,
    bySource: LedgerResult,
    /** Those with the most copies. */
    examples: z.array(SameRows),
  }),
  async perform(parameters, { inputs }) {
    const { sourcesOfLabels, inputsOfSources, inputCount, examples } = parameters;
    const keys = new KeyIndex(await countRangeRows(inputs, parameters));
    const byInput = new SourceLedger(inputCount);
    const bySource = new SourceLedger(inputsOfSources.length);
    const copies = examples > 0 ? new CopyCounts() : undefined;
    for await (const group of readKeyGroups(inputs, parameters)) {
      const sources = sourcesOfLabels[group.map] ?? [];
      for (let index = 0; index < group.count; index += 1) {
        const source = sources[group.labels[index] as number] ?? sources[0] ?? 0;
        const input = inputsOfSources[source] ?? 0;
        const known = keys.count;
        const entry = keys.add(group.words, index * 4);
        copies?.add(entry, group.map * rowsOfMap + (group.rows[index] as number));
        if (entry === known) {
          bySource.addFirst(entry, source);
          byInput.addFirst(entry, input);
        } else {
          bySource.addAgain(entry, source);
          byInput.addAgain(entry, input);
        }
      }
    }
    return {
      unique: keys.count,
      byInput: byInput.toResult(),
      bySource: bySource.toResult(),
      examples: await findExamples({ inputs, request: parameters, keys, chosen: copies?.findMost(examples) }),
    };
  },
});

/** More than any map step has rows. */
const rowsOfMap = 2 ** 32;

/** How often each key was met, and where first. */
class CopyCounts {
  #counts = new Int32Array(1024);
  #firsts = new Float64Array(1024);
  #size = 0;

  add(entry: number, position: number): void {
    if (entry >= this.#counts.length) this.#grow();
    if (entry === this.#size) this.#firsts[this.#size++] = position;
    this.#counts[entry] = (this.#counts[entry] as number) + 1;
  }

  /** The keys met most often, at least twice; of equals the one that comes first. */
  findMost(count: number): readonly Copies[] {
    const most: Copies[] = [];
    for (let entry = 0; entry < this.#size && count > 0; entry += 1) {
      const copies = this.#counts[entry] as number;
      if (copies < 2 || (most.length === count && copies < (most.at(-1)?.copies ?? 0))) continue;
      most.push({ entry, copies, first: this.#firsts[entry] as number });
      most.sort((one, other) => other.copies - one.copies || one.first - other.first);
      if (most.length > count) most.pop();
    }
    return most;
  }

  #grow(): void {
    const [counts, firsts] = [this.#counts, this.#firsts];
    this.#counts = new Int32Array(counts.length * 2);
    this.#firsts = new Float64Array(counts.length * 2);
    this.#counts.set(counts);
    this.#firsts.set(firsts);
  }
}

interface Copies {
  readonly entry: number;
  readonly copies: number;
  readonly first: number;
}

interface ExampleSearch {
  readonly inputs: readonly StepOutput[];
  readonly request: KeyGroupRequest;
  readonly keys: KeyIndex;
  readonly chosen: readonly Copies[] | undefined;
}

/** Goes through the rows once more to name those of the chosen keys. */
async function findExamples({ inputs, request, keys, chosen = [] }: ExampleSearch): Promise<SameRows[]> {
  if (chosen.length === 0) return [];
  const places = new Map<number, RowPlace[]>(chosen.map(({ entry }) => [entry, []]));
  const collect = ({ count, words, map, rows }: KeyGroup) => {
    for (let index = 0; index < count; index += 1) {
      const found = places.get(keys.find(words, index * 4));
      if (found !== undefined && found.length < rowsOfExample)
        found.push({ map, row: rows[index] as number });
    }
  };
  for await (const group of readKeyGroups(inputs, request)) collect(group);
  return chosen.map(({ entry, copies }) => ({ copies, rows: places.get(entry) ?? [] }));
}
