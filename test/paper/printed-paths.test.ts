import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRuleAgents } from "../../src/agents/index.ts";
import { type Edge, type LineageGraph, unlimitedBudget } from "../../src/model/index.ts";
import { openSnapshot } from "../../src/sources/index.ts";
import { openStore } from "../../src/store/index.ts";
import { assembleGraph, runTrace, verifyQuotes } from "../../src/trace/index.ts";
import printed from "./printed-paths.json" with { type: "json" };

let folder: string;
let graph: LineageGraph;
let quotes: ReturnType<typeof verifyQuotes>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stemma-paper-"));
  const store = openStore(join(folder, "store.db"));
  const agents = createRuleAgents();
  const sources = await openSnapshot("examples/snapshot");
  const seeds = [...new Set(printed.map(({ path }) => path.at(-1) ?? ""))];
  await runTrace({ seeds, budget: unlimitedBudget, sources, agents, store, concurrency: 4 });
  graph = assembleGraph(store, agents);
  quotes = verifyQuotes(store);
  store.close();
}, 120_000);

afterAll(async () => rm(folder, { recursive: true, force: true }));

function findEdge(upstream: string, downstream: string): Edge | undefined {
  return graph.edges.find((edge) => edge.upstream === upstream && edge.downstream === downstream);
}

/** The paths that arXiv 2604.10480 prints, upstream first, read out of the bundled snapshot by the rules. */
describe.each(printed)("$table: $path", ({ path }) => {
  test("every step is an edge with a quote", () => {
    for (const [index, downstream] of path.entries()) {
      const upstream = path[index - 1];
      if (upstream === undefined) continue;
      const edge = findEdge(upstream, downstream);
      expect(edge, `${upstream} -> ${downstream}`).toBeDefined();
      expect(edge?.evidence.some((evidence) => evidence.kind === "quote")).toBe(true);
    }
  });
});

test("every quote of the traced snapshot stands in its stored document", () => {
  expect(quotes.failures).toEqual([]);
  expect(quotes.quotes).toBeGreaterThan(200);
});
