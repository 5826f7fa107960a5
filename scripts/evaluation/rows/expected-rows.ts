import { readFileSync } from "node:fs";
import { z } from "zod";

const count = z.int().min(0);
/** Smallest and largest that is allowed. */
const Range = z.tuple([count, count]);

const RowSet = z.strictObject({
  /** Files or quoted globs in the folder of the data, in order. */
  files: z.array(z.string()).min(1),
  instruction: z.string(),
  input: z.string().optional(),
  output: z.string(),
});
export type RowSet = z.infer<typeof RowSet>;

/** Numbers of one unit at a similarity of 0.7: exact ones, and the ranges within which estimates are to lie. */
const NearDuplicates = z.strictObject({
  pairs: count,
  components: count,
  greedy: count,
  estimate: Range.optional(),
  lsh: Range.optional(),
});

/** What is known of real rows, counted by others before. */
const ExpectedRows = z.strictObject({
  sets: z.record(z.string(), RowSet),
  redundancy: z.array(
    z.strictObject({ set: z.string(), rows: count, triplets: count, rawPairs: count, normPairs: count }),
  ),
  contamination: z.array(
    z.strictObject({
      benchmark: z.string(),
      train: z.array(z.string()).min(1),
      of: count,
      raw: count,
      norm: count,
    }),
  ),
  /** What of the first is found in the second. */
  overlap: z.array(
    z.strictObject({
      first: z.string(),
      second: z.string(),
      triplets: count,
      rawPairs: count,
      normPairs: count,
    }),
  ),
  dedup: z.array(
    z.strictObject({
      set: z.string(),
      afterExact: count,
      char: NearDuplicates,
      word: NearDuplicates,
      alnum: NearDuplicates,
    }),
  ),
  /** Rows that survive of each source, in the order in which the sources are pooled. */
  pool: z.array(
    z.strictObject({
      source: z.string(),
      rows: count,
      afterRaw: count,
      afterNorm: count,
      charComponents: count,
      charGreedy: count,
      word: count,
    }),
  ),
});
export type ExpectedRows = z.infer<typeof ExpectedRows>;

export function readExpectedRows(): ExpectedRows {
  const path = new URL("expected-rows.json", import.meta.url);
  return ExpectedRows.parse(JSON.parse(readFileSync(path, "utf8")));
}

export function requireSet({ sets }: ExpectedRows, name: string): RowSet {
  const set = sets[name];
  if (set === undefined) throw new Error(`expected-rows.json has no set "${name}"`);
  return set;
}

/** Files of a set as inputs of a command, each under the name of the set and its number. */
export function toNamedInputs(name: string, { files }: RowSet): string[] {
  return files.map((file, at) => `${name}#${at}=${file}`);
}

/**
 * The mapping under which the rows of a set are read as they are known, for those of its files that stand in the command.
 *
 * @param option as the command calls it
 */
export function toMapArguments(name: string, set: RowSet, option = "--map"): string[] {
  const parts = [`instruction=${set.instruction}`, `input=${set.input ?? ""}`, `output=${set.output}`];
  return set.files.flatMap((_, at) => parts.flatMap((part) => [option, `${name}#${at}:${part}`]));
}

/** The name of a set, of the input that it was given as. */
export function toSetName(input: string): string {
  return input.split("#")[0] ?? input;
}
