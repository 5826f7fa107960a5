import { z } from "zod";
import {
  defineStep,
  IntegerList,
  type JobShard,
  KeyIndex,
  keyTiers,
  type RowKernels,
  ScanAccount,
  ScanTask,
  type StepOutput,
  scanShard,
  toIntegers,
  toKeyText,
} from "../../rows/index.ts";
import type { FindLeaks, Leak, LeakSearch } from "./leaks.ts";
import { keyColumns } from "./read-step.ts";

/** The keys of the questions of a part of a benchmark: table `keys`, one line for each question and tier. */
export const benchmarkStep = defineStep({
  name: "build/benchmark",
  version: 1,
  parameters: z.strictObject({ scan: ScanTask }),
  result: z.strictObject({ account: ScanAccount }),
  async perform({ scan }, context) {
    const lists = [new IntegerList(), new IntegerList()];
    const words = keyColumns.map(() => new IntegerList());
    const hash = createQuestionHash(context.kernels);
    const account = await scanShard(scan, {
      ...context,
      onRow: ({ number }) => {
        for (const [tier, word] of hash().entries()) {
          if (word === undefined) continue;
          lists[0]?.push(number);
          lists[1]?.push(tier);
          for (const [at, list] of words.entries()) list.push(word[at] ?? 0);
        }
      },
    });
    const keys = keyColumns.map((name, at) => [name, words[at]?.view() ?? new Int32Array()]);
    const shape = keyColumns.map((name): [string, "int32"] => [name, "int32"]);
    context.openTable("keys", { number: "int32", tier: "int32", ...Object.fromEntries(shape) }).writeGroup({
      number: lists[0]?.view() ?? new Int32Array(),
      tier: lists[1]?.view() ?? new Int32Array(),
      ...Object.fromEntries(keys),
    });
    return { account };
  },
});

/**
 * Finds the rows of a part whose question is that of a benchmark item at some tier. Inputs: the `benchmark` steps. Table
 * `leaks`: the rows by their positions in the part, the part of the benchmarks, the number of the record in it, the tier.
 */
export const equalLeakStep = defineStep({
  name: "build/equal-leaks",
  version: 1,
  parameters: z.strictObject({ scan: ScanTask }),
  result: z.strictObject({ rows: z.int(), leaks: z.int() }),
  async perform({ scan }, context) {
    const known = await readBenchmarkKeys(context.inputs);
    const hash = createQuestionHash(context.kernels);
    const lists = leakColumns.map(() => new IntegerList());
    let rows = 0;
    await scanShard(scan, {
      ...context,
      onRow: () => {
        const found = known.find(hash());
        for (const [at, value] of found === undefined ? [] : [rows, ...found].entries())
          lists[at]?.push(value);
        rows += 1;
      },
    });
    const columns = leakColumns.map((name, at) => [name, lists[at]?.view() ?? new Int32Array()]);
    context.openTable("leaks", leakShape).writeGroup(Object.fromEntries(columns));
    return { rows, leaks: lists[0]?.length ?? 0 };
  },
});

const leakColumns = ["row", "part", "number", "tier"] as const;
const leakShape = { row: "int32", part: "int32", number: "int32", tier: "int32" } as const;

/** Equal questions under any key; whatever the level, since equal texts are the surest of leaks. */
export const findEqualLeaks: FindLeaks = async ({ parts, benchmarks, runner }) => {
  const keys = await runner.run(
    benchmarks.shards.map(({ task, bytes }) => ({
      description: benchmarkStep.describe({ scan: task }),
      bytes,
    })),
  );
  const outputs = await runner.run(
    parts.map(({ task, bytes }) => ({ description: equalLeakStep.describe({ scan: task }, keys), bytes })),
  );
  const before = countBefore(benchmarks.shards, keys);
  const leaks: Leak[] = [];
  let first = 0;
  for (const output of outputs) {
    const columns = await (await output.openTable("leaks")).readGroup(0);
    const [rows, inPart, numbers, tiers] = leakColumns.map((name) => toIntegers(columns, name));
    for (const [at, row] of (rows ?? []).entries()) {
      const part = inPart?.[at] ?? 0;
      leaks.push({
        row: first + row,
        benchmark: benchmarks.shards[part]?.input ?? 0,
        item: (before[part] ?? 0) + (numbers?.[at] ?? 0),
        reason: `equal-${keyTiers[tiers?.[at] ?? 0]}`,
        detail: null,
      });
    }
    first += equalLeakStep.toResult(output).rows;
  }
  return leaks;
};

/** What was read of each part of the benchmarks. */
export async function readBenchmarkScans({
  benchmarks,
  runner,
}: Pick<LeakSearch, "benchmarks" | "runner">): Promise<readonly ScanAccount[]> {
  const outputs = await runner.run(
    benchmarks.shards.map(({ task, bytes }) => ({
      description: benchmarkStep.describe({ scan: task }),
      bytes,
    })),
  );
  return outputs.map((output) => benchmarkStep.toResult(output).account);
}

/** Records of the same benchmark before each part. */
function countBefore(shards: readonly JobShard[], keys: readonly StepOutput[]): number[] {
  const passed = new Map<number, number>();
  return shards.map(({ input }, part) => {
    const before = passed.get(input) ?? 0;
    const key = keys[part];
    passed.set(input, before + (key === undefined ? 0 : benchmarkStep.toResult(key).account.rows));
    return before;
  });
}

/** Hashes the current row's question at every tier; undefined where a tier leaves nothing of it. */
function createQuestionHash(kernels: RowKernels): () => readonly (Uint32Array | undefined)[] {
  const words = keyTiers.map(() => new Uint32Array(keyColumns.length));
  return () => {
    const [instruction, input] = [kernels.fieldText("instruction"), kernels.fieldText("input")];
    const question = input === "" ? instruction : `${instruction}\n${input}`;
    return keyTiers.map((tier, at) => {
      const text = toKeyText(tier, question);
      if (text === "") return undefined;
      const into = words[at] ?? new Uint32Array(keyColumns.length);
      kernels.hashText(text, into, 0);
      return into;
    });
  };
}

/** Every benchmark item by its keys; the first item of a key stands for all. */
async function readBenchmarkKeys(outputs: readonly StepOutput[]) {
  const indexes = keyTiers.map(() => new KeyIndex());
  const places = keyTiers.map((): [number, number][] => []);
  const words = new Uint32Array(keyColumns.length);
  for (const [part, output] of outputs.entries()) {
    const columns = await (await output.openTable("keys")).readGroup(0);
    const keys = keyColumns.map((name) => toIntegers(columns, name));
    const tiers = toIntegers(columns, "tier");
    for (const [at, number] of toIntegers(columns, "number").entries()) {
      for (const [word, column] of keys.entries()) words[word] = column[at] ?? 0;
      const tier = tiers[at] ?? 0;
      const index = indexes[tier];
      const known = index?.count;
      if (index?.add(words, 0) === known) places[tier]?.push([part, number]);
    }
  }
  return {
    /** Part, number and tier of the first tier at which there is one. */
    find(hashes: readonly (Uint32Array | undefined)[]): readonly number[] | undefined {
      for (const [tier, hash] of hashes.entries()) {
        const entry = hash === undefined ? -1 : (indexes[tier]?.find(hash, 0) ?? -1);
        const place = entry === -1 ? undefined : places[tier]?.[entry];
        if (place !== undefined) return [...place, tier];
      }
      return undefined;
    },
  };
}
