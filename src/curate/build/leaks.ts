import type { JobShard, StepRunner } from "../../rows/index.ts";
import type { BuildPlan } from "../plan/build-plan.ts";

/** A row that holds a benchmark item. */
export interface Leak {
  /** Number of the row among those that were looked at, in order. */
  readonly row: number;
  /** Index among the benchmarks. */
  readonly benchmark: number;
  /** Index among the parts of all benchmarks, and number of the record in it. */
  readonly part: number;
  readonly number: number;
  /** How it was found, such as `equal-norm`. */
  readonly reason: string;
}

export interface LeakSearch {
  /** Parts of the rows that are looked at, in order. */
  readonly parts: readonly Pick<JobShard, "task" | "bytes">[];
  /** Parts of the benchmarks; `input` is the benchmark's index. */
  readonly benchmarks: readonly JobShard[];
  readonly level: BuildPlan["decontamination"]["level"];
  readonly runner: StepRunner;
}

/** Finds the rows that hold benchmark items, at most one leak for each row, in the order of the rows. */
export type FindLeaks = (search: LeakSearch) => Promise<readonly Leak[]>;
