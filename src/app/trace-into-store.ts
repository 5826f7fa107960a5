import { randomUUID } from "node:crypto";
import type { DatasetId, ModelCall, TraceBudget } from "../model/index.ts";
import type { LineageStore } from "../store/index.ts";
import { runTrace, type TraceEvent, type TraceResult } from "../trace/index.ts";
import type { Configuration } from "./configuration/load-configuration.ts";
import { createSpendingMeter, type ModelSpending } from "./model-spending.ts";
import { openAgents } from "./open-agents.ts";
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
  /** Null where only rules read. */
  readonly models: ModelSpending | null;
}

/** Runs a trace with the limits and the agents of the configuration and tells its progress. */
export async function traceIntoStore(context: UseCaseContext, order: TraceOrder): Promise<TraceYield> {
  const { configuration, signal, onEvent } = context;
  const { world, store } = order;
  const runId = randomUUID();
  const meter = createSpendingMeter((spending) => onEvent?.({ kind: "spending", spending }));
  const onCall = (call: ModelCall) => {
    store.recordModelCall(call);
    meter.add(call);
  };
  const { agents, usesModels, close } = openAgents(context, { runId, onCall });
  try {
    const result = await runTrace({
      runId,
      seeds: order.seeds,
      refresh: order.refresh,
      budget: toTraceBudget(configuration),
      sources: world.sources,
      sourcesTitle: world.title,
      agents,
      store,
      concurrency: configuration.settings.concurrency,
      signal,
      onEvent: (event) => {
        for (const told of toTraceProgress(event, world.countRequests())) onEvent?.(told);
      },
    });
    return { ...result, models: usesModels ? meter.spending : null };
  } finally {
    await close();
  }
}

export function toTraceBudget({ settings }: Configuration): TraceBudget {
  return {
    maxDistance: settings.depth,
    maxDatasets: settings.maxDatasets,
    maxRequests: settings.maxRequests,
    maxDurationMs: settings.maxDuration,
    maxTokens: settings.maxTokens,
    maxCostUsd: settings.maxCost,
  };
}

export function toTraceProgress(event: TraceEvent, requests: number): ProgressEvent[] {
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
