import { z } from "zod";
import { createRuleAgents } from "../../agents/index.ts";
import { toAncestry, toLineageIndex } from "../../graph/index.ts";
import { type DatasetId, parseDatasetId, type TraceBudget } from "../../model/index.ts";
import { assembleGraph, runTrace, type TraceEvent } from "../../trace/index.ts";
import type { Configuration } from "../configuration/load-configuration.ts";
import { withStore } from "../lineage-reader.ts";
import { openWorld, type World } from "../open-world.ts";
import type { ProgressEvent } from "../progress-event.ts";
import { toTreeRows } from "../tree-row.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";
import { listLostSeeds, Traced } from "./traced.ts";

/** Traces datasets and everything upstream of them into the store, going on where an earlier run ended. */
export const traceDatasets = defineUseCase({
  name: "trace",
  summary: "Trace where datasets come from",
  input: z.object({
    ids: z.array(z.string()).min(1, "name at least one dataset"),
    /** Ask again for what is already known. */
    refresh: z.boolean().default(false),
  }),
  output: Traced,
  async perform({ ids, refresh }, context) {
    const seeds = [...new Set(ids.map(parseDatasetId))];
    const world = await openWorld(context);
    try {
      return await traceInto(context, world, { seeds, refresh });
    } finally {
      await world.close();
    }
  },
});

async function traceInto(
  context: UseCaseContext,
  world: World,
  { seeds, refresh }: { readonly seeds: readonly DatasetId[]; readonly refresh: boolean },
) {
  const { configuration, signal, onEvent } = context;
  const agents = createRuleAgents();
  return await withStore(configuration, { readOnly: false }, async (store) => {
    const { run, failed } = await runTrace({
      seeds,
      budget: toBudget(configuration),
      sources: world.sources,
      agents,
      store,
      concurrency: configuration.settings.concurrency,
      signal,
      refresh,
      onEvent: (event) => {
        for (const told of toProgressEvents(event, world.countRequests())) onEvent?.(told);
      },
    });
    const graph = toAncestry(assembleGraph(store, agents), seeds);
    const index = toLineageIndex(graph);
    const trees = seeds.map((seed) => toTreeRows(index, seed, { direction: "up", maxLevel: null }));
    const lost = listLostSeeds({ graph, trees })[0];
    return {
      graph,
      trees,
      suggestions: lost === undefined || signal?.aborted ? [] : await world.suggest(lost.id),
      run,
      failed: [...failed],
      requests: world.countRequests(),
      durationMs: run.endedAt === null ? 0 : Date.parse(run.endedAt) - Date.parse(run.startedAt),
      world: world.title,
      storePath: configuration.storePath,
    };
  });
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
