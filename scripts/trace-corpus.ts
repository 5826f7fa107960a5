/**
 * Traces every dataset of a labelled corpus over HTTP, from stand-ins for the hub and GitHub that serve its documents, and
 * checks every quote. Usage: npm run trace:corpus [-- CORPUS]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRuleAgents } from "../src/agents/index.ts";
import { readLabelledCorpus } from "../src/evaluate/index.ts";
import { unlimitedBudget } from "../src/model/index.ts";
import { createHttpClient, createSources } from "../src/sources/index.ts";
import { openStore } from "../src/store/index.ts";
import { assembleGraph, runTrace, verifyQuotes } from "../src/trace/index.ts";
import { startStandIns } from "../test/stand-ins/index.ts";

const corpus = process.argv[2] ?? join(import.meta.dirname, "../../shared/corpus/github");
const seeds = (await readLabelledCorpus(corpus)).map((dataset) => dataset.id.replace(/\s/g, ""));
const folder = await mkdtemp(join(tmpdir(), "stemma-corpus-"));
const world = await startStandIns({ corpus });
const http = createHttpClient({
  cacheFolder: join(folder, "cache"),
  userAgent: "stemma",
  trustedOrigins: world.origins,
});
const store = openStore(join(folder, "store.db"));
const agents = createRuleAgents();

try {
  const sources = createSources(http, world.endpoints);
  const { run } = await runTrace({ seeds, budget: unlimitedBudget, sources, agents, store, concurrency: 8 });
  const graph = assembleGraph(store, agents);
  const quotes = verifyQuotes(store);
  const outcomes = Map.groupBy(graph.datasets, (dataset) => dataset.outcome.kind);
  const accepted = graph.edges.filter((edge) => edge.status === "accepted").length;
  const lines = [
    `${seeds.length} seeds, run ${run.state}, ${http.counts.requests} requests, unknown addresses asked for: ${world.journal.unknown.length}`,
    `${graph.datasets.length} datasets: ${[...outcomes].map(([kind, all]) => `${all.length} ${kind}`).join(", ")}`,
    `${graph.edges.length} edges, ${accepted} of them accepted, ${graph.rejected.length} ruled out`,
    `${quotes.quotes} quotes in ${quotes.documents} documents, ${quotes.failures.length} not found`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  process.exitCode = quotes.failures.length === 0 && run.state === "finished" ? 0 : 1;
} finally {
  store.close();
  await http.close();
  await world.close();
  await rm(folder, { recursive: true, force: true });
}
