import type { StepRunner } from "../jobs/step-runner.ts";
import type { RowFileDescription } from "../readers/index.ts";
import type { ScanTask } from "./scan-task.ts";

export interface JobInput {
  readonly name: string;
  readonly files: readonly RowFileDescription[];
}

/** A part of a file that one map step reads. */
export interface JobShard {
  /** Index among the inputs of the job. */
  readonly input: number;
  /** Index among the files of the input. */
  readonly file: number;
  readonly task: ScanTask;
  /** What there is to read of it, as it lies. */
  readonly bytes: number;
}

/** What every job on rows begins with. Shards stand in the order of inputs, files and rows. */
export interface RowJob {
  readonly inputs: readonly JobInput[];
  readonly shards: readonly JobShard[];
  readonly runner: StepRunner;
}

export function sumBytes(job: Pick<RowJob, "shards">): number {
  return job.shards.reduce((sum, { bytes }) => sum + bytes, 0);
}
