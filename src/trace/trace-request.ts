import type { DatasetId, TraceBudget } from "../model/index.ts";
import type { Agents, Sources } from "../model/ports/index.ts";
import type { LineageStore } from "../store/index.ts";
import type { TraceEvent } from "./trace-event.ts";

export interface TraceRequest {
  /** Under which the run is kept; a new one when absent. */
  readonly runId?: string | undefined;
  readonly seeds: readonly DatasetId[];
  readonly budget: TraceBudget;
  readonly sources: Sources;
  /** What the sources are, in words; kept with the run. */
  readonly sourcesTitle?: string | undefined;
  readonly agents: Agents;
  readonly store: LineageStore;
  /** Datasets visited at a time. */
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: TraceEvent) => void) | undefined;
  /** Ask again for datasets that are done; documents are read anew only where their revision changed. */
  readonly refresh?: boolean | undefined;
  /** How long to wait for another process that traces into the same store; not at all by default. */
  readonly leaseWaitMs?: number | undefined;
}
