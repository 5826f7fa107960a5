import { z } from "zod";
import type { RowKernels } from "../../kernels/index.ts";
import { defineStep, type StepOutput } from "../jobs/step.ts";
import { ScanAccount } from "../scan/scan-account.ts";
import { scanShard } from "../scan/scan-shard.ts";
import { ScanTask } from "../scan/scan-task.ts";
import { type BenchmarkIndex, createBenchmarkIndex } from "./benchmark-index.ts";
import { RowExaminer } from "./examine-rows.ts";
import { pairTableShape, textTableShape, toItemPart, writePairs, writeTexts } from "./finding-tables.ts";
import { readBenchmarkSamples } from "./read-benchmark.ts";

/** Map: compares the rows of a shard with the benchmarks, which are the inputs of the step. */
export const examineShard = defineStep({
  name: "examine-shard",
  version: 1,
  parameters: z.strictObject({ task: ScanTask }),
  result: z.strictObject({
    account: ScanAccount,
    /** Rows whose question is empty. */
    emptyRows: z.int(),
    /** Rows that have the pair of some entry. */
    pairRows: z.int(),
  }),
  async perform({ task }, { kernels, inputs, openTable, onProgress, signal }) {
    const index = await loadIndex(kernels, inputs);
    const examiner = new RowExaminer(kernels, index, task.mapping.turns !== null);
    const onRow = (row: Parameters<typeof examiner.examine>[0]) => examiner.examine(row);
    const account = await scanShard(task, { kernels, onRow, onProgress, signal });
    const { entries, items } = index.benchmarks;
    const toPart = (item: number) => toItemPart(item, items.length);
    writePairs(openTable("pairs", pairTableShape), examiner.pairs, ({ entry }) =>
      toPart(entries[entry]?.item ?? 0),
    );
    writeTexts(openTable("texts", textTableShape), examiner.texts, ({ item }) => toPart(item));
    const grams = Array.from(examiner.rowCounts.keys()).filter((gram) => examiner.rowCounts[gram] !== 0);
    openTable("grams", { gram: "int32", rows: "int32" }).writeGroup({
      gram: Int32Array.from(grams),
      rows: Int32Array.from(grams, (gram) => examiner.rowCounts[gram] ?? 0),
    });
    const pairRows = new Set(examiner.pairs.map(({ row }) => row)).size;
    return { account, emptyRows: examiner.emptyRows, pairRows };
  },
});

interface HeldIndex {
  readonly name: string;
  readonly index: BenchmarkIndex;
}

/** A worker examines many shards by the same benchmarks: they are made ready once. */
const held = new WeakMap<RowKernels, HeldIndex>();

/** The benchmarks that steps of {@link readBenchmark} left, ready for rows to be compared with. */
export async function loadIndex(
  kernels: RowKernels,
  outputs: readonly StepOutput[],
): Promise<BenchmarkIndex> {
  const name = outputs.map(({ id }) => id).join(" ");
  const known = held.get(kernels);
  if (known?.name === name) return known.index;
  const samples = [];
  for (const output of outputs) samples.push(await readBenchmarkSamples(output));
  const index = createBenchmarkIndex(kernels, samples);
  held.set(kernels, { name, index });
  return index;
}
