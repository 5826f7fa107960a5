/**
 * Fits the weights of the confidence model on a labelled corpus and writes them to the bundled file.
 * Usage: npm run fit -- [--agents rules] CORPUS/github
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { bundledConfidence } from "../src/agents/index.ts";
import { bundledCatalogue } from "../src/catalogue/index.ts";
import {
  collectExamples,
  createDecoyHub,
  defaultFit,
  fitConfidence,
  readLabelledCorpus,
} from "../src/evaluate/index.ts";
import { findAgentMode } from "./evaluation/agent-modes.ts";

const target = new URL("../src/agents/aggregation/confidence/weights.json", import.meta.url);
const { values, positionals } = parseArgs({
  options: { agents: { type: "string", default: "rules" } },
  allowPositionals: true,
});
const folder = positionals[0] ?? "../shared/corpus/github";
const corpus = await readLabelledCorpus(folder);
const catalogue = bundledCatalogue();
const examples = await collectExamples(corpus, createDecoyHub(corpus, catalogue), {
  catalogue,
  confidence: bundledConfidence,
  createAgents: findAgentMode(values.agents),
});
const start = {
  ...bundledConfidence,
  bias: 0,
  weights: {},
  fittedOn: `${corpus.length} labelled READMEs, ${examples.length} possible upstreams`,
};
const fitted = fitConfidence(examples, start, defaultFit);
await writeFile(target, `${JSON.stringify(fitted, null, 2)}\n`);
process.stderr.write(
  `${examples.length} examples, ${examples.filter((example) => example.isSource).length} of them sources, ${Object.keys(fitted.weights).length} weights\n`,
);
