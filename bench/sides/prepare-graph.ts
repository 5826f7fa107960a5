import { writeFileSync } from "node:fs";
import { createRuleAgents } from "../../src/agents/index.ts";
import { unlimitedBudget } from "../../src/model/index.ts";
import { openSnapshot } from "../../src/sources/index.ts";
import { openStore } from "../../src/store/index.ts";
import { assembleGraph, runTrace, toCanonicalJson } from "../../src/trace/index.ts";
import { bundledSnapshot } from "../bundled-documents.ts";
import { printFigures } from "./side-output.ts";
import { createSyntheticSources } from "./synthetic-sources.ts";

const randomSeed = 7;

const [source = "", storePath = "", exportPath = "", size = "0"] = process.argv.slice(2);
const { sources, seeds } =
  source === "bundled" ? await openBundled() : createSyntheticSources(Number(size), randomSeed);
const store = openStore(storePath);
const agents = createRuleAgents();
await runTrace({ seeds, sources, agents, store, budget: unlimitedBudget, concurrency: 8 });
const graph = assembleGraph(store, agents);
store.close();
writeFileSync(exportPath, toCanonicalJson(graph));
printFigures({ datasets: graph.datasets.length, edges: graph.edges.length });

async function openBundled() {
  const snapshot = await openSnapshot(bundledSnapshot);
  return { sources: snapshot, seeds: snapshot.ids };
}
