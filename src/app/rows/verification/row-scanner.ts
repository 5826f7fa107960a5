import {
  findOverlap,
  keyScopes,
  keyTiers,
  type OverlapRequest,
  prepareOverlap,
  type RowJob,
  type StepRunner,
} from "../../../rows/index.ts";
import type { PairCount } from "./rows-verification.ts";
import type { PairScanner, ReadDataset } from "./run-pairs.ts";

/** A job on one input, without what runs it. */
export interface InputJob extends Pick<RowJob, "inputs" | "shards">, Omit<ReadDataset, "account"> {}

export interface RowScannerOptions {
  readonly runner: StepRunner;
  /** What is counted; the same for every pair, so that each dataset is read once. */
  readonly request: OverlapRequest;
  /** Finds a dataset's files and out how their rows are laid out, and cuts them into shards. */
  readonly openJob: (position: number) => Promise<InputJob>;
}

/** Reads each dataset when it is first needed and compares the keys of two. */
export function createRowScanner({ runner, request, openJob }: RowScannerOptions): PairScanner {
  const jobs = new Map<number, Promise<InputJob>>();
  const toJob = (position: number) => {
    const known = jobs.get(position) ?? openJob(position);
    jobs.set(position, known);
    return known;
  };
  return {
    async readRows(position) {
      const { inputs, shards, ...read } = await toJob(position);
      const [account] = await prepareOverlap({ inputs, shards, runner }, request);
      if (account === undefined) throw new TypeError("a job of no input");
      return { ...read, account };
    },
    async compare(a, b) {
      const job = { ...joinJobs(await toJob(a), await toJob(b)), runner };
      const [pair] = (await findOverlap(job, request)).pairs;
      return keyScopes.flatMap((scope) =>
        keyTiers.flatMap((tier): PairCount[] => {
          const counted = pair?.keys[scope]?.[tier];
          if (counted === undefined) return [];
          const { uniqueA, uniqueB, shared, aInB, bInA } = counted;
          return [{ tier, scope, uniqueA, uniqueB, shared, aInB, bInA }];
        }),
      );
    },
  };
}

function joinJobs(a: InputJob, b: InputJob): Pick<RowJob, "inputs" | "shards"> {
  const shift = a.inputs.length;
  return {
    inputs: [...a.inputs, ...b.inputs],
    shards: [...a.shards, ...b.shards.map((shard) => ({ ...shard, input: shard.input + shift }))],
  };
}
