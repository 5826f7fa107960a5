import type { ModelSpending } from "./model-spending.ts";

/** What is told while a use case works; doors decide how to show it. */
export type ProgressEvent =
  | { readonly kind: "progress"; readonly done: number; readonly known: number; readonly requests: number }
  | { readonly kind: "reading"; readonly what: string }
  | { readonly kind: "waiting"; readonly host: string; readonly reason: string; readonly waitMs: number }
  /** What language models have taken so far in this run. */
  | { readonly kind: "spending"; readonly spending: ModelSpending }
  | { readonly kind: "note"; readonly text: string };
