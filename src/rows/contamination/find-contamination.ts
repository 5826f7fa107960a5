import type { StepOutput } from "../jobs/step.ts";
import type { StepRunner } from "../jobs/step-runner.ts";
import { accountInputs, type InputAccount } from "../scan/input-account.ts";
import type { RowJob } from "../scan/row-job.ts";
import { listShardPlaces, type ShardPlace } from "../scan/row-name.ts";
import { examineShard } from "./examine-shard.ts";
import { itemParts } from "./finding-tables.ts";
import { judgeItems } from "./judge-items.ts";
import { type PreparedBenchmarks, prepareBenchmarks } from "./prepare-benchmarks.ts";
import { readBenchmark, readBenchmarkSamples } from "./read-benchmark.ts";

/** Inputs of a job, without what runs it. */
export type RowSet = Pick<RowJob, "inputs" | "shards">;

/** A search for the items of benchmarks, each input one, in training rows. */
export interface ContaminationJob {
  readonly benchmarks: RowSet;
  readonly train: RowSet;
  readonly runner: StepRunner;
}

/** What a search left, for the report and for the purge. */
export interface FoundContamination {
  readonly benchmarks: PreparedBenchmarks;
  /** One for each shard of the training rows. */
  readonly shards: readonly StepOutput[];
  /** One for each part of the items. */
  readonly judged: readonly StepOutput[];
  readonly places: readonly ShardPlace[];
  readonly benchmarkInputs: readonly InputAccount[];
  readonly trainInputs: readonly InputAccount[];
}

/** Reads the benchmarks, compares every training row with them, and judges what was found. */
export async function findContamination(job: ContaminationJob): Promise<FoundContamination> {
  const { benchmarks, train, runner } = job;
  const read = await runner.run(
    benchmarks.inputs.map(({ name }, index) => {
      const own = benchmarks.shards.filter(({ input }) => input === index);
      const bytes = own.reduce((sum, shard) => sum + shard.bytes, 0);
      return { description: readBenchmark.describe({ name, tasks: own.map(({ task }) => task) }), bytes };
    }),
  );
  const shards = await runner.run(
    train.shards.map(({ task, bytes }) => ({ description: examineShard.describe({ task }, read), bytes })),
  );
  const parts = Array.from({ length: itemParts }, (_, part) => part);
  const judged = await runner.run(
    parts.map((part) => ({
      description: judgeItems.describe({ part, benchmarks: read.length }, [...read, ...shards]),
    })),
  );
  const samples = [];
  for (const output of read) samples.push(await readBenchmarkSamples(output));
  const accounts = shards.map((output) => examineShard.toResult(output).account);
  return {
    benchmarks: prepareBenchmarks(samples),
    shards,
    judged,
    places: listShardPlaces(train, accounts),
    benchmarkInputs: await accountInputs(
      { ...benchmarks, runner },
      read.flatMap((output) => readBenchmark.toResult(output).accounts),
    ),
    trainInputs: await accountInputs({ ...train, runner }, accounts),
  };
}
