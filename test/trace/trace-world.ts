import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LineageGraph, TraceBudget } from "../../src/model/index.ts";
import { openStore } from "../../src/store/index.ts";
import { assembleGraph, runTrace, type TraceRequest, toCanonicalJson } from "../../src/trace/index.ts";
import {
  createScriptedAgents,
  createScriptedSources,
  type ScriptedOptions,
  type ScriptedWorld,
} from "./scripted-world.ts";

export const unlimited: TraceBudget = {
  maxDistance: null,
  maxDatasets: null,
  maxRequests: null,
  maxDurationMs: null,
  maxTokens: null,
  maxCostUsd: null,
};

export interface WorldTrace extends ScriptedOptions, Partial<Omit<TraceRequest, "budget">> {
  readonly world: ScriptedWorld;
  readonly path: string;
  readonly budget?: Partial<TraceBudget>;
}

/** Traces a made-up world into the store at `path` and gives the graph as it stands afterwards. */
export async function traceWorld(trace: WorldTrace) {
  const store = openStore(trace.path);
  const agents = trace.agents ?? createScriptedAgents(trace);
  try {
    const result = await runTrace({
      seeds: trace.seeds ?? ["a/seed"],
      budget: { ...unlimited, ...trace.budget },
      sources: trace.sources ?? createScriptedSources(trace.world, trace),
      agents,
      store,
      concurrency: trace.concurrency ?? 4,
      signal: trace.signal,
      onEvent: trace.onEvent,
      refresh: trace.refresh,
      leaseWaitMs: trace.leaseWaitMs,
    });
    const graph = assembleGraph(store, agents);
    return { result, graph, json: toCanonicalJson(graph) };
  } finally {
    store.close();
  }
}

/** Runs `work` with a path for a store in a folder that is gone afterwards. */
export async function withStorePath<Result>(
  work: (path: string) => Promise<Result> | Result,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "stemma-store-"));
  try {
    return await work(join(folder, "stemma.sqlite"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function listEdges(graph: LineageGraph): string[] {
  return graph.edges.map(({ upstream, downstream }) => `${downstream} <- ${upstream}`);
}
