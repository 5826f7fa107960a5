/**
 * Fits the weights of the confidence model on a labelled corpus and writes them to the bundled file.
 * Usage: npm run fit -- [--agents rules|model] CORPUS/github
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { bundledConfidence } from "../src/agents/index.ts";
import { bundledCatalogue } from "../src/catalogue/index.ts";
import {
  choosePenalty,
  collectExamples,
  createDecoyHub,
  fitConfidence,
  readLabelledCorpus,
} from "../src/evaluate/index.ts";
import { openAgentMode } from "./evaluation/agent-modes.ts";

const target = new URL("../src/agents/aggregation/confidence/weights.json", import.meta.url);
const { values, positionals } = parseArgs({
  options: { agents: { type: "string", default: "rules" } },
  allowPositionals: true,
});
const folder = positionals[0] ?? "../shared/corpus/github";
const { createAgents, fitAdjustments, close } = await openAgentMode(values.agents);
const corpus = await readLabelledCorpus(folder);
const catalogue = bundledCatalogue();
const examples = await collectExamples(corpus, createDecoyHub(corpus, catalogue), {
  catalogue,
  confidence: bundledConfidence,
  createAgents,
});
const options = choosePenalty(examples, bundledConfidence, fitAdjustments);
const fitted = fitConfidence(examples, bundledConfidence, options);
const fittedOn = `${corpus.length} labelled READMEs, ${examples.length} possible upstreams, ${createAgents(fitted).name}`;
await writeFile(target, `${JSON.stringify({ ...fitted, fittedOn }, null, 2)}\n`);
process.stderr.write(
  `${examples.length} examples, ${examples.filter((example) => example.isSource).length} of them sources, ${Object.keys(fitted.weights).length} weights, penalty ${options.penalty}\n`,
);
await close();
