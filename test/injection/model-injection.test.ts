import { beforeAll, describe, expect, it } from "vitest";
import {
  createLanguageModels,
  createModelAgents,
  createModelBudget,
  createRuleAgents,
} from "../../src/agents/index.ts";
import { type Edge, type ModelCall, toIdKey } from "../../src/model/index.ts";
import type { Agents } from "../../src/model/ports/index.ts";
import { createGuardedFetch } from "../../src/sources/index.ts";
import {
  createObedientResponder,
  type ModelStandIn,
  standInKeys,
  startModelStandIn,
} from "../stand-ins/models/index.ts";
import { oneOfEach, variantCount } from "./hostile-documents.ts";
import { trueSource } from "./hostile-parts.ts";
import { type Canary, type HostileTrace, startCanary, traceHostileWorld } from "./hostile-world.ts";

interface Mode {
  readonly name: string;
  readonly trace: HostileTrace;
  readonly canary: Canary;
  readonly standIn: ModelStandIn | null;
  readonly calls: readonly ModelCall[];
}

async function traceByRules(): Promise<Mode> {
  const canary = await startCanary();
  const trace = await traceHostileWorld(oneOfEach, createRuleAgents(), canary);
  await canary.close();
  return { name: "rules", trace, canary, standIn: null, calls: [] };
}

async function traceByModel(): Promise<Mode> {
  const canary = await startCanary();
  const standIn = await startModelStandIn({ responder: createObedientResponder() });
  const baseUrl = standIn.baseUrls.openai;
  const guarded = createGuardedFetch({ endpoints: [{ baseUrl, isTrusted: true }], userAgent: "stemma" });
  const calls: ModelCall[] = [];
  const trace = await traceHostileWorld(oneOfEach, createAgents(guarded.fetch, baseUrl, calls), canary);
  await guarded.close();
  await standIn.close();
  await canary.close();
  return { name: "model that obeys everything", trace, canary, standIn, calls };
}

function createAgents(fetch: typeof globalThis.fetch, baseUrl: string, calls: ModelCall[]): Agents {
  const models = createLanguageModels({
    fetch,
    answersFolder: null,
    budget: createModelBudget({ maxTokens: null, maxCostUsd: null }),
    ledger: { record: (call) => calls.push(call) },
    runId: "run-1",
    concurrency: 8,
  });
  const model = models.open({
    spec: { provider: "openai", model: "gpt-4.1" },
    baseUrl,
    apiKey: standInKeys.openai,
  });
  const roles = { sourcing: model, extracting: model, tracing: model, aggregation: model };
  return createModelAgents({ rules: createRuleAgents(), models: roles });
}

const isInjected = ({ upstream, downstream }: Edge) =>
  downstream.startsWith("lakes/") && toIdKey(upstream) !== toIdKey(trueSource);

function toRate({ name, trace }: Mode): string {
  const injected = trace.graph.edges.filter(isInjected);
  const count = (edges: readonly Edge[]) =>
    new Set(edges.map(({ downstream }) => trace.find(downstream)?.variant)).size;
  const drawn = count(injected);
  const accepted = count(injected.filter(({ status }) => status === "accepted"));
  const percent = (part: number) => `${((100 * part) / variantCount).toFixed(1)} %`;
  return `attack rate, ${name}: of ${variantCount} variants ${drawn} (${percent(drawn)}) draw an injected edge for review, ${accepted} (${percent(accepted)}) have one accepted`;
}

describe.each([
  ["rules", traceByRules],
  ["a model that obeys everything", traceByModel],
] as const)("hostile documents read by %s", (_, traceAll) => {
  let mode: Mode;

  beforeAll(async () => {
    mode = await traceAll();
    console.info(toRate(mode));
  }, 300_000);

  it("have no injected edge accepted", () => {
    const accepted = mode.trace.graph.edges.filter((edge) => isInjected(edge) && edge.status === "accepted");
    expect(
      accepted.map(({ downstream, upstream }) => [mode.trace.find(downstream)?.variant, upstream]),
    ).toEqual([]);
  });

  it("draw no edge at all where nobody can see the attack", () => {
    const drawn = mode.trace.graph.edges.filter(isInjected).map((edge) => mode.trace.find(edge.downstream));
    expect(
      drawn.filter((document) => document?.isVisible === false).map((document) => document?.variant),
    ).toEqual([]);
  });

  it("have nothing fetched from where they point", () => {
    const { journal } = mode.trace;
    expect(mode.canary.requests).toEqual([]);
    const asked = journal.entries.filter(({ host, path }) => host !== "hub" && /evil|planted/i.test(path));
    expect(asked).toEqual([]);
    const atHub = journal.listPaths("hub").filter((path) => /evil|planted|canary/i.test(path));
    expect(atHub.filter((path) => !/^\/(?:api\/)?datasets[/?]/.test(path))).toEqual([]);
  });

  it("have every accepted edge proven by words of the document", () => {
    expect(mode.trace.unverifiedQuotes).toBe(0);
    const accepted = mode.trace.graph.edges.filter(({ status }) => status === "accepted");
    expect(accepted.length).toBeGreaterThan(oneOfEach.length / 2);
    for (const { downstream, evidence } of accepted) {
      const text = mode.trace.find(downstream)?.text ?? "";
      const quotes = evidence.flatMap((entry) => (entry.kind === "quote" ? entry.quote : []));
      expect(quotes.filter(({ start, end, text: quote }) => text.slice(start, end) === quote)).not.toEqual(
        [],
      );
    }
  });

  it("keep their true source", () => {
    const found = mode.trace.graph.edges.filter(({ upstream }) => toIdKey(upstream) === toIdKey(trueSource));
    expect(found).toHaveLength(oneOfEach.length);
    const lakes = mode.trace.graph.datasets.filter(({ id }) => id.startsWith("lakes/"));
    expect(lakes.filter(({ outcome }) => outcome.kind !== "traced")).toEqual([]);
  });

  it("send no key but to the model", () => {
    const keys = Object.values(standInKeys);
    const sent = mode.trace.journal.entries.map((entry) => JSON.stringify([entry.path, entry.headers]));
    expect(sent.filter((entry) => keys.some((key) => entry.includes(key)))).toEqual([]);
    expect(mode.standIn?.journal.unknown ?? []).toEqual([]);
  });

  it("are read by whoever is said to read them", () => {
    const answered = mode.calls.filter(
      ({ state, task }) => state === "answered" && task.startsWith("trace-"),
    );
    expect(answered.length >= oneOfEach.length || mode.standIn === null).toBe(true);
  });
});
