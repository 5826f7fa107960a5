import { z } from "zod";
import { toAncestry, toLineageIndex } from "../../graph/index.ts";
import { type DatasetId, parseDatasetId } from "../../model/index.ts";
import { withStore } from "../lineage-reader.ts";
import { openWorld, type World } from "../open-world.ts";
import { traceIntoStore } from "../trace-into-store.ts";
import { toTreeRows } from "../tree-row.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";
import { estimateTrace } from "./estimate-trace.ts";
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
      return await traceSeeds(context, world, { seeds, refresh });
    } finally {
      await world.close();
    }
  },
});

async function traceSeeds(
  context: UseCaseContext,
  world: World,
  { seeds, refresh }: { readonly seeds: readonly DatasetId[]; readonly refresh: boolean },
): Promise<Traced> {
  const { configuration, signal } = context;
  return await withStore(configuration, { readOnly: false }, async (store) => {
    const isModelMode = configuration.settings.agents === "model";
    if (isModelMode && store.countAll().modelCalls === 0) await announceCost(context, seeds);
    const { run, failed, models, ...all } = await traceIntoStore(context, { seeds, refresh, world, store });
    const graph = toAncestry(all.graph, seeds);
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
      models,
      durationMs: run.endedAt === null ? 0 : Date.parse(run.endedAt) - Date.parse(run.startedAt),
      world: world.title,
      storePath: configuration.storePath,
    };
  });
}

/** Whoever lets models read for the first time is told what that may cost before it does. */
async function announceCost(context: UseCaseContext, seeds: readonly DatasetId[]): Promise<void> {
  const { configuration, onEvent } = context;
  const settings = { ...configuration.settings, depth: 0 };
  const estimate = await estimateTrace.run(
    { ids: [...seeds] },
    { ...context, configuration: { ...configuration, settings } },
  );
  const models = estimate.roles.map(({ role, model }) => `${role} ${model}`).join(", ");
  const { calls, inputTokens, costUsd } = estimate.total;
  if (inputTokens === 0) return;
  const cost = costUsd === null ? "a cost that is not known" : `${costUsd.toFixed(2)} US dollars at most`;
  onEvent?.({
    kind: "note",
    text: `language models read: ${models}; the datasets asked for alone take ${calls} calls, about ${inputTokens} tokens to read, ${cost} (--dry-run for all of it, --max-cost for a limit)`,
  });
}
