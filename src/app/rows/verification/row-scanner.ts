import {
  findRedundancy,
  keyScopes,
  keyTiers,
  type RowInput,
  type RowJob,
  type StepRunner,
} from "../../../rows/index.ts";
import type { ShownMapping } from "../row-request.ts";
import type { PairCount } from "./rows-verification.ts";
import type { PairScanner } from "./run-pairs.ts";

/** A job on one input, without what runs it. */
export interface InputJob extends Pick<RowJob, "inputs" | "shards"> {
  readonly mapping: ShownMapping;
}

export interface RowScannerOptions {
  readonly inputs: readonly RowInput[];
  readonly runner: StepRunner;
  /** Finds out how an input's rows are laid out, and cuts it into shards. */
  readonly openJob: (input: RowInput) => Promise<InputJob>;
}

/** Reads each dataset when it is first needed and compares the keys of two at every tier and scope. */
export function createRowScanner({ inputs, runner, openJob }: RowScannerOptions): PairScanner {
  const jobs = new Map<number, Promise<InputJob>>();
  const toJob = (position: number) => {
    const known = jobs.get(position) ?? openJob(inputs[position] ?? { name: "", files: [] });
    jobs.set(position, known);
    return known;
  };
  return {
    async readRows(position) {
      const { mapping, ...job } = await toJob(position);
      const request = { on: "pair", tiers: ["raw"], examples: 0 } as const;
      const {
        inputs: [account],
      } = await findRedundancy({ ...job, runner }, request);
      if (account === undefined) throw new TypeError("a job of no input");
      return { account, mapping };
    },
    async compare(a, b) {
      const job = { ...joinJobs(await toJob(a), await toJob(b)), runner };
      const counts: PairCount[] = [];
      for (const scope of keyScopes) counts.push(...(await compareOn(job, scope)));
      return counts;
    },
  };
}

type Job = Pick<RowJob, "inputs" | "shards">;

function joinJobs(a: Job, b: Job): Job {
  const shift = a.inputs.length;
  return {
    inputs: [...a.inputs, ...b.inputs],
    shards: [...a.shards, ...b.shards.map((shard) => ({ ...shard, input: shard.input + shift }))],
  };
}

async function compareOn(job: RowJob, scope: (typeof keyScopes)[number]): Promise<PairCount[]> {
  const { bySource, pairs } = await findRedundancy(job, { on: scope, tiers: [...keyTiers], examples: 0 });
  const [first, second] = bySource.filter(({ label }) => label === null);
  const pair = pairs.find(({ level }) => level === "input");
  return keyTiers.map((tier) => ({
    tier,
    scope,
    uniqueA: first?.keys[tier]?.unique ?? 0,
    uniqueB: second?.keys[tier]?.unique ?? 0,
    shared: pair?.keys[tier]?.unique ?? 0,
  }));
}
