import { contaminationSteps } from "./contamination/contamination-steps.ts";
import type { StepKind } from "./jobs/step.ts";
import { nearDuplicateSteps } from "./near-duplicates/near-duplicate-steps.ts";
import { reduceOverlap } from "./overlap/reduce-overlap.ts";
import { mapKeys } from "./redundancy/map-keys.ts";
import { reduceKeys } from "./redundancy/reduce-keys.ts";
import { hashFile } from "./scan/hash-file.ts";

/** Every kind of step that jobs on rows are made of. */
export const stepKinds: readonly StepKind[] = [
  hashFile,
  mapKeys,
  reduceKeys,
  reduceOverlap,
  ...nearDuplicateSteps,
  ...contaminationSteps,
];

/** The module of the workers that run them. */
export const stepWorker = new URL(
  `./step-worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`,
  import.meta.url,
);
