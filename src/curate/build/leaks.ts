import type { JobInput, JobShard, StepRunner } from "../../rows/index.ts";
import type { BuildPlan } from "../plan/build-plan.ts";

/** A row that holds a benchmark item. */
export interface Leak {
  /** Number of the row among those that were looked at, in order. */
  readonly row: number;
  /** Index among the benchmarks. */
  readonly benchmark: number;
  /** Number of the item's record among those of the benchmark that could be read, from 0. */
  readonly item: number;
  /** `equal-norm`, or the verdict on a match that is not equal. */
  readonly reason: string;
  /** What it was told by; null for equal questions. */
  readonly detail: string | null;
}

export interface LeakSearch {
  /** Parts of the rows that are looked at, in order. */
  readonly parts: readonly Pick<JobShard, "task" | "bytes">[];
  readonly benchmarks: {
    /** One for each benchmark. */
    readonly inputs: readonly JobInput[];
    readonly shards: readonly JobShard[];
  };
  readonly level: BuildPlan["decontamination"]["level"];
  readonly runner: StepRunner;
}

/** Finds the rows that hold benchmark items, at most one leak for each row, in the order of the rows. */
export type FindLeaks = (search: LeakSearch) => Promise<readonly Leak[]>;
