import type { StepDescription, StepOutput } from "./step.ts";

/** A step to be run; `bytes` is how much it reads, for the progress. */
export interface PlannedStep {
  readonly description: StepDescription;
  readonly bytes?: number;
}

/** How far the steps handed over so far are. A step that is redone is counted once. */
export interface JobProgress {
  readonly doneSteps: number;
  readonly steps: number;
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/**
 * Runs steps, in this process or by workers. A job is a function that hands steps over, looks at their outputs and hands
 * over the next: `const maps = await runner.run(shards.map(toMapStep)); const reduces = await runner.run(…maps…)`.
 */
export interface StepRunner {
  /**
   * Gives the outputs in the order of the steps, once all are done. Outputs that are there already are not computed again.
   *
   * @throws StemmaError `interrupted` when asked to stop; what is done by then is kept where the runner keeps outputs.
   */
  run(steps: readonly PlannedStep[]): Promise<readonly StepOutput[]>;
  /** Ends workers and lets go of outputs that only this job needs. */
  close(): Promise<void>;
}
