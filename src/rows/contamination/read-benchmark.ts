import { z } from "zod";
import { Sample } from "../../model/index.ts";
import { defineStep, type StepOutput } from "../jobs/step.ts";
import { toIntegers, toTexts } from "../jobs/table.ts";
import { ScanAccount } from "../scan/scan-account.ts";
import { scanShard } from "../scan/scan-shard.ts";
import { ScanTask } from "../scan/scan-task.ts";
import type { BenchmarkSamples } from "./prepare-benchmarks.ts";

const rowsPerGroup = 4096;

/** The samples of a benchmark, all of its shards one after the other. */
export const readBenchmark = defineStep({
  name: "read-benchmark",
  version: 1,
  parameters: z.strictObject({ name: z.string(), tasks: z.array(ScanTask) }),
  /** Accounts of the tasks, in their order. */
  result: z.strictObject({ name: z.string(), accounts: z.array(ScanAccount) }),
  async perform({ name, tasks }, { kernels, openTable, onProgress, signal }) {
    const table = openTable("samples", { row: "int32", sample: "text" });
    let held: { row: number; sample: string }[] = [];
    const flush = () => {
      const rows = Int32Array.from(held, ({ row }) => row);
      table.writeGroup({ row: rows, sample: held.map(({ sample }) => sample) });
      held = [];
    };
    const accounts: ScanAccount[] = [];
    let before = 0;
    for (const task of tasks) {
      const account = await scanShard(task, {
        kernels,
        signal,
        onProgress,
        onRow(row) {
          held.push({ row: before + row.number, sample: JSON.stringify(row.sample()) });
          if (held.length === rowsPerGroup) flush();
        },
      });
      before += account.rows;
      accounts.push(account);
    }
    flush();
    return { name, accounts };
  },
});

/** Reads what {@link readBenchmark} left. */
export async function readBenchmarkSamples(output: StepOutput): Promise<BenchmarkSamples> {
  const { name } = readBenchmark.toResult(output);
  const table = await output.openTable("samples");
  const samples: (Sample | undefined)[] = [];
  for (const group of table.groupSizes.keys()) {
    const columns = await table.readGroup(group);
    const texts = toTexts(columns, "sample");
    for (const [at, row] of toIntegers(columns, "row").entries()) {
      samples[row] = Sample.parse(JSON.parse(texts[at] ?? "{}"));
    }
  }
  return { name, samples: Array.from(samples) };
}
