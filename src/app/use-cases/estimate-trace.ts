import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { EstimatingModel } from "../../agents/index.ts";
import { findModelPrice, type ModelPrices } from "../../catalogue/index.ts";
import { type AgentRole, type DatasetId, parseDatasetId } from "../../model/index.ts";
import { openStore } from "../../store/index.ts";
import { runTrace } from "../../trace/index.ts";
import { openEstimatingAgents, readPrices } from "../open-agents.ts";
import { openWorld, type World } from "../open-world.ts";
import { toTraceBudget, toTraceProgress } from "../trace-into-store.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";

const counts = {
  calls: z.int(),
  /** Answers that are kept and cost nothing. */
  cached: z.int(),
  inputTokens: z.int(),
  /** The most that may be answered. */
  outputTokens: z.int(),
  /** US dollars for what is read; null where a price is unknown. */
  readingUsd: z.number().nullable(),
  /** US dollars at most: every answer as long as it may be. */
  costUsd: z.number().nullable(),
};

/** What a trace would read and what its language models would cost at most; nothing is kept and no model is asked. */
export const estimateTrace = defineUseCase({
  name: "trace --dry-run",
  summary: "Print what a trace would read and cost",
  input: z.object({ ids: z.array(z.string()).min(1, "name at least one dataset") }),
  output: z.object({
    world: z.string(),
    datasets: z.int(),
    requests: z.int(),
    roles: z.array(z.object({ role: z.string(), model: z.string(), ...counts })),
    total: z.object(counts),
  }),
  async perform({ ids }, context) {
    const seeds = [...new Set(ids.map(parseDatasetId))];
    const world = await openWorld(context);
    try {
      return await estimate(context, world, seeds);
    } finally {
      await world.close();
    }
  },
});

async function estimate(context: UseCaseContext, world: World, seeds: readonly DatasetId[]) {
  const { configuration, signal, onEvent } = context;
  const { agents, models } = openEstimatingAgents(configuration);
  const folder = await mkdtemp(join(tmpdir(), "stemma-estimate-"));
  const store = openStore(join(folder, "store.db"));
  try {
    const { run } = await runTrace({
      seeds,
      budget: toTraceBudget(configuration),
      sources: world.sources,
      agents,
      store,
      concurrency: configuration.settings.concurrency,
      signal,
      onEvent: (event) => {
        for (const told of toTraceProgress(event, world.countRequests())) onEvent?.(told);
      },
    });
    const prices = readPrices(configuration);
    const roles = [...models].map(([role, model]) => toRoleEstimate(role, model, prices));
    return {
      world: world.title,
      datasets: run.counts.traced ?? 0,
      requests: world.countRequests(),
      roles,
      total: toTotal(roles),
    };
  } finally {
    store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type RoleEstimate = ReturnType<typeof toRoleEstimate>;

function toRoleEstimate(role: AgentRole, model: EstimatingModel, prices: ModelPrices) {
  const { tasks, cached, inputTokens, outputTokens, costUsd } = model.estimate;
  const price = findModelPrice(model.id, prices);
  const readingUsd = price === undefined ? null : (inputTokens * price.inputUsd) / 1_000_000;
  return { role, model: model.id, calls: tasks, cached, inputTokens, outputTokens, readingUsd, costUsd };
}

function toTotal(roles: readonly RoleEstimate[]) {
  const sum = (toCount: (role: RoleEstimate) => number) =>
    roles.reduce((total, role) => total + toCount(role), 0);
  return {
    calls: sum(({ calls }) => calls),
    cached: sum(({ cached }) => cached),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    readingUsd: sumKnown(roles.map(({ readingUsd }) => readingUsd)),
    costUsd: sumKnown(roles.map(({ costUsd }) => costUsd)),
  };
}

function sumKnown(amounts: readonly (number | null)[]): number | null {
  return amounts.reduce((total, amount) => (total === null || amount === null ? null : total + amount), 0);
}
