import { createRuleAgents } from "../../src/agents/index.ts";
import { createHttpClient, createSources } from "../../src/sources/index.ts";
import { openStore } from "../../src/store/index.ts";
import { assembleGraph, runTrace, toCanonicalJson } from "../../src/trace/index.ts";
import { unlimited } from "./trace-world.ts";

export interface WideOrder {
  readonly storePath: string;
  readonly cacheFolder: string;
  readonly endpoints: {
    readonly hub: string;
    readonly arxivApi: string;
    readonly arxivPages: string;
    readonly github: string;
  };
  readonly origins: readonly string[];
  readonly seeds: readonly string[];
  readonly concurrency: number;
  readonly freshnessMs: number;
}

export interface WideReport {
  readonly state: string;
  readonly wallMs: number;
  readonly peakMegabytes: number;
  readonly counts: { readonly requests: number; readonly revalidated: number; readonly fresh: number };
  readonly datasets: number;
  readonly edges: number;
  readonly json: string;
}

/** Run as a process of its own, so that its memory is its own: traces over HTTP what the order says. */
process.once("message", async (order: WideOrder) => {
  const http = createHttpClient({
    cacheFolder: order.cacheFolder,
    userAgent: "stemma-test",
    trustedOrigins: order.origins,
    freshnessMs: { api: order.freshnessMs, page: order.freshnessMs },
  });
  const store = openStore(order.storePath);
  const agents = createRuleAgents();
  const start = performance.now();
  const { run } = await runTrace({
    seeds: order.seeds,
    budget: unlimited,
    sources: createSources(http, order.endpoints),
    agents,
    store,
    concurrency: order.concurrency,
    refresh: true,
  });
  const wallMs = performance.now() - start;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const graph = assembleGraph(store, agents);
  const { requests, revalidated, fresh } = http.counts;
  store.close();
  await http.close();
  const report: WideReport = {
    state: run.state,
    wallMs,
    peakMegabytes,
    counts: { requests, revalidated, fresh },
    datasets: graph.datasets.length,
    edges: graph.edges.length,
    json: toCanonicalJson(graph),
  };
  process.send?.(report, () => process.disconnect());
});
