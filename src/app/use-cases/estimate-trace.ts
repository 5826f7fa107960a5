import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { EstimatingModel } from "../../agents/index.ts";
import { type AgentRole, type DatasetId, parseDatasetId } from "../../model/index.ts";
import { openStore } from "../../store/index.ts";
import { runTrace } from "../../trace/index.ts";
import { openEstimatingAgents } from "../open-agents.ts";
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
  /** US dollars at most; null where a price is unknown. */
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
    const roles = [...models].map(toRoleEstimate);
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

function toRoleEstimate([role, { id, estimate: found }]: readonly [AgentRole, EstimatingModel]) {
  const { tasks, cached, inputTokens, outputTokens, costUsd } = found;
  return { role, model: id, calls: tasks, cached, inputTokens, outputTokens, costUsd };
}

function toTotal(roles: readonly RoleEstimate[]) {
  const sum = (toCount: (role: RoleEstimate) => number) =>
    roles.reduce((total, role) => total + toCount(role), 0);
  return {
    calls: sum(({ calls }) => calls),
    cached: sum(({ cached }) => cached),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costUsd: roles.some(({ costUsd }) => costUsd === null) ? null : sum(({ costUsd }) => costUsd ?? 0),
  };
}
