import { type StepKind, stepKinds } from "../../rows/index.ts";
import { drawStep } from "./draw-step.ts";
import { benchmarkStep, equalLeakStep } from "./equal-leaks.ts";
import { gatherStep } from "./gather-step.ts";
import { readStep } from "./read-step.ts";
import { repeatStep } from "./repeat-step.ts";

/** Every kind of step that building a set takes, those of jobs on rows included. */
export const buildSteps: readonly StepKind[] = [
  ...stepKinds,
  readStep,
  drawStep,
  repeatStep,
  gatherStep,
  benchmarkStep,
  equalLeakStep,
];

/** The module of the workers that run them. */
export const buildWorker = new URL(
  `./build-worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`,
  import.meta.url,
);
