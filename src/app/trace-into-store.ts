import { createRuleAgents } from "../agents/index.ts";
import type { DatasetId, LineageGraph, TraceBudget } from "../model/index.ts";
import type { LineageStore } from "../store/index.ts";
import { assembleGraph, runTrace, type TraceEvent, type TraceResult } from "../trace/index.ts";
import type { Configuration } from "./configuration/load-configuration.ts";
import type { World } from "./open-world.ts";
import type { ProgressEvent } from "./progress-event.ts";
import type { UseCaseContext } from "./use-case.ts";

export interface TraceOrder {
  readonly seeds: readonly DatasetId[];
  readonly refresh: boolean;
  readonly world: World;
  readonly store: LineageStore;
}

export interface TraceYield extends TraceResult {
  /** Everything in the store, not of these seeds alone. */
  readonly graph: LineageGraph;
}

/** Runs a trace with the limits of the configuration and tells its progress. */
export async function traceIntoStore(context: UseCaseContext, order: TraceOrder): Promise<TraceYield> {
  const { configuration, signal, onEvent } = context;
  const { world, store } = order;
  const agents = createRuleAgents();
  const result = await runTrace({
    seeds: order.seeds,
    refresh: order.refresh,
    budget: toBudget(configuration),
    sources: world.sources,
    agents,
    store,
    concurrency: configuration.settings.concurrency,
    signal,
    onEvent: (event) => {
      for (const told of toProgressEvents(event, world.countRequests())) onEvent?.(told);
    },
  });
  return { ...result, graph: assembleGraph(store, agents) };
}

function toBudget({ settings }: Configuration): TraceBudget {
  return {
    maxDistance: settings.depth,
    maxDatasets: settings.maxDatasets,
    maxRequests: settings.maxRequests,
    maxDurationMs: settings.maxDuration,
    maxTokens: null,
    maxCostUsd: null,
  };
}

function toProgressEvents(event: TraceEvent, requests: number): ProgressEvent[] {
  switch (event.kind) {
    case "lease-wait":
      return [{ kind: "note", text: `waiting for the store: ${event.detail}` }];
    case "dataset-started":
      return [
        { kind: "reading", what: event.id },
        { kind: "progress", done: event.counts.done, known: event.counts.known, requests },
      ];
    case "dataset-finished":
      return [{ kind: "progress", done: event.counts.done, known: event.counts.known, requests }];
    case "run-ended":
      return [];
  }
}
