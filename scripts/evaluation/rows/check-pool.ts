import { z } from "zod";
import { type ExpectedRows, requireSet } from "./expected-rows.ts";
import { type RowCheck, toExactCheck } from "./row-check.ts";
import type { RowCommands } from "./row-commands.ts";

const Kept = z.object({ unique: z.int(), broughtIn: z.int() });
const Redundancy = z.object({
  bySource: z.array(
    z.object({
      input: z.string(),
      label: z.string().nullable(),
      rows: z.int(),
      keys: z.object({ raw: Kept, norm: Kept }),
    }),
  ),
});
const Dedup = z.object({
  bySource: z.array(z.object({ input: z.string(), label: z.string().nullable(), survivors: z.int() })),
});

type Counts = ReadonlyMap<string, number>;

/** What is left of each source of one pool after each way to remove what repeats, an equal row staying with its first source. */
export function listPoolChecks(expected: ExpectedRows): RowCheck[] {
  const sources = expected.pool.map(({ source }) => source);
  const toCheck = (
    title: string,
    known: readonly number[],
    measure: (commands: RowCommands) => Promise<Counts>,
  ) =>
    toExactCheck(`pool: ${title}: ${sources.join(", ")}, total`, [...known, sum(known)], async (commands) => {
      const counts = await measure(commands);
      const got = sources.map((source) => counts.get(source) ?? 0);
      return [...got, sum(got)];
    });
  const dedup = (options: readonly string[]) => (commands: RowCommands) =>
    countNear(expected, commands, options);
  const count = (of: "rows" | "raw" | "norm") => (commands: RowCommands) =>
    countExact(expected, commands, of);
  const { pool } = expected;
  return [
    toCheck(
      "rows",
      pool.map(({ rows }) => rows),
      count("rows"),
    ),
    toCheck(
      "after exact, raw",
      pool.map(({ afterRaw }) => afterRaw),
      count("raw"),
    ),
    toCheck(
      "after exact, norm",
      pool.map(({ afterNorm }) => afterNorm),
      count("norm"),
    ),
    toCheck(
      "8 chars, components",
      pool.map(({ charComponents }) => charComponents),
      dedup(["--unit", "char"]),
    ),
    toCheck(
      "8 chars, greedy",
      pool.map(({ charGreedy }) => charGreedy),
      dedup(["--unit", "char", "--keep", "greedy"]),
    ),
    toCheck(
      "8 words, components",
      pool.map(({ word }) => word),
      dedup(["--unit", "word"]),
    ),
    toCheck(
      "8 words, greedy",
      pool.map(({ word }) => word),
      dedup(["--unit", "word", "--keep", "greedy"]),
    ),
  ];
}

function listInputs(expected: ExpectedRows): string[] {
  return expected.pool.flatMap(({ source }) =>
    requireSet(expected, source).files.map((file, at) => `${source}#${at}=${file}`),
  );
}

async function countExact(
  expected: ExpectedRows,
  { run }: RowCommands,
  of: "rows" | "raw" | "norm",
): Promise<Counts> {
  const sets = expected.pool.map(({ source }) => requireSet(expected, source));
  const command = ["redundancy", ...listInputs(expected), "--on", "pair", "--keys", "raw,norm"];
  const { bySource } = Redundancy.parse(await run(command, sets));
  return sumByName(bySource, ({ rows, keys }) =>
    of === "rows" ? rows : keys[of].unique - keys[of].broughtIn,
  );
}

async function countNear(
  expected: ExpectedRows,
  { run }: RowCommands,
  options: readonly string[],
): Promise<Counts> {
  const sets = expected.pool.map(({ source }) => requireSet(expected, source));
  const settings = ["--threshold", "0.7", "--ngram", "8", "--verify", "jaccard"];
  const { bySource } = Dedup.parse(
    await run(["dedup", ...listInputs(expected), ...settings, ...options], sets),
  );
  return sumByName(bySource, ({ survivors }) => survivors);
}

/** Adds up the files of one source. */
function sumByName<Source extends { readonly input: string; readonly label: string | null }>(
  bySource: readonly Source[],
  toCount: (source: Source) => number,
): Counts {
  const counts = new Map<string, number>();
  for (const source of bySource) {
    const [name = ""] = source.input.split("#");
    if (source.label === null) counts.set(name, (counts.get(name) ?? 0) + toCount(source));
  }
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
