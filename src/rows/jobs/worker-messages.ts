import type { ErrorCode } from "../../model/index.ts";
import type { StepDescription, StepProgress } from "./step.ts";

/** What a worker is started with. */
export interface WorkerStart {
  readonly folder: string;
  /** As in the pool's step folder. */
  readonly owner: string;
}

/** From the pool to a worker. */
export interface WorkerTask {
  readonly id: string;
  readonly description: StepDescription;
}

/** From a worker to the pool. */
export type WorkerMessage =
  | { readonly kind: "progress"; readonly id: string; readonly progress: StepProgress }
  | { readonly kind: "done"; readonly id: string }
  | { readonly kind: "failed"; readonly id: string; readonly error: SentError };

/** An error as plain data. */
export interface SentError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
}
