import type { ModelSpending } from "./model-spending.ts";

/** What is told while a use case works; doors decide how to show it. */
export type ProgressEvent =
  | { readonly kind: "progress"; readonly done: number; readonly known: number; readonly requests: number }
  | { readonly kind: "reading"; readonly what: string }
  | { readonly kind: "waiting"; readonly host: string; readonly reason: string; readonly waitMs: number }
  /** What language models have taken so far in this run. */
  | { readonly kind: "spending"; readonly spending: ModelSpending }
  /** What a job on rows has read so far, of how much. */
  | {
      readonly kind: "rows";
      readonly rows: number;
      readonly bytes: number;
      readonly totalBytes: number;
      readonly doneSteps: number;
      readonly steps: number;
    }
  | { readonly kind: "note"; readonly text: string };
