import { expect } from "vitest";
import { createModelAgents } from "../../src/agents/model/model-agents.ts";
import type { TracePassagesAnswer } from "../../src/agents/model/tasks/trace-passages.ts";
import { createRuleAgents } from "../../src/agents/rule-agents.ts";
import { createCatalogue } from "../../src/catalogue/index.ts";
import type { Claim, DocumentKind } from "../../src/model/index.ts";
import { makeOwn, makeSubject } from "./agent-fixture.ts";
import { createScriptedModel, type Script } from "./scripted-model.ts";

export type Said = TracePassagesAnswer["claims"][number];

const origin = "made up for this test";
const catalogue = createCatalogue(
  [
    { id: "acme/river", names: ["River Notes"], kind: "corpus", origin },
    { id: "acme/brook", names: ["BrookQA"], kind: "training-set", origin },
    { id: "beta/pond", names: ["PondBench"], kind: "benchmark", origin },
  ],
  [{ name: "Heron-7B", kind: "model", origin }],
);
const rules = createRuleAgents({ catalogue });
export const subject = makeSubject("zeta/lake", ["Lake"]);
export const card = `# Lake

Lake is a set of questions about water. It is derived from [River Notes](https://huggingface.co/datasets/acme/river).

## Making

The puddles of BrookQA were poured through **Heron-7B**; the train split of Mudflat-9 lies beside them.

## Results

Models are evaluated on PondBench.
`;

/** A claim as a model gives it. */
export const claim = (changes: Partial<Said>): Said => ({
  candidate: null,
  name: null,
  relation: "direct-inclusion",
  split: null,
  passage: 0,
  quote: "",
  ...changes,
});
export const answer = (...claims: Said[]): TracePassagesAnswer => ({ claims, rootStatement: null });

export interface Reading {
  readonly text?: string;
  readonly kind?: DocumentKind;
  readonly sections?: Script;
}

/** Traces a document by rules and a scripted model; every quote has to stand where it says. */
export async function trace(script: Script, { text = card, kind = "hub-card", sections }: Reading = {}) {
  const model = createScriptedModel({
    "trace-passages/1": script,
    "pick-sections/1": sections ?? (() => "quarantined"),
  });
  const models = { sourcing: null, extracting: sections ? model : null, tracing: model, aggregation: null };
  const agents = createModelAgents({ rules, models, catalogue });
  const own = makeOwn(text, kind);
  const traced = await agents.traceDocument(subject, own);
  for (const { quote } of traced.claims) expect(text.slice(quote.start, quote.end)).toBe(quote.text);
  const ruled = await rules.traceDocument(subject, own);
  return { ...traced, ruled, asked: model.asked, text };
}

export const naming = (claims: readonly Claim[], words: string) =>
  claims.filter(({ mention }) => mention.includes(words));
