import type { DatasetId, LineageGraph, Outcome, Run } from "../model/index.ts";

interface TraceCounts {
  /** Datasets visited by this run. */
  readonly done: number;
  /** Datasets known so far, the seeds and everything upstream of them. */
  readonly known: number;
  readonly running: number;
}

/** What a run tells while it goes on; the last one is `run-ended`. */
export type TraceEvent =
  | { readonly kind: "lease-wait"; readonly detail: string }
  | {
      readonly kind: "dataset-started";
      readonly id: DatasetId;
      readonly distance: number;
      readonly counts: TraceCounts;
    }
  | {
      readonly kind: "dataset-finished";
      readonly id: DatasetId;
      /** As far as it is known before the graph is assembled; null for an id that has been renamed. */
      readonly outcome: Outcome | null;
      readonly renamedTo: DatasetId | null;
      readonly upstreams: number;
      readonly isRetriedNextTime: boolean;
      readonly counts: TraceCounts;
    }
  | { readonly kind: "run-ended"; readonly result: TraceResult };

export interface FailedDataset {
  readonly id: DatasetId;
  readonly reason: string;
  readonly detail: string;
}

/** How a run ended, with everything it did not do. */
export interface TraceResult {
  readonly run: Run;
  /** Everything in the store as it then stood; kept there with the run. */
  readonly graph: LineageGraph;
  /** Datasets of which something could not be read for now; the next run tries them again. */
  readonly failed: readonly FailedDataset[];
  /** Whether anything is left undone or failed for now. */
  readonly isPartial: boolean;
}
