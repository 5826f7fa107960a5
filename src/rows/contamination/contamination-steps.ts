import type { StepKind } from "../jobs/step.ts";
import { examineShard } from "./examine-shard.ts";
import { judgeItems } from "./judge-items.ts";
import { readBenchmark } from "./read-benchmark.ts";

/** The kinds of steps that the search for benchmark items is made of. */
export const contaminationSteps: readonly StepKind[] = [readBenchmark, examineShard, judgeItems];
