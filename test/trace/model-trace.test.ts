import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  createLanguageModels,
  createModelAgents,
  createModelBudget,
  createRuleAgents,
} from "../../src/agents/index.ts";
import { type AgentRole, type ModelCall, unlimitedBudget } from "../../src/model/index.ts";
import { createGuardedFetch, openSnapshot } from "../../src/sources/index.ts";
import { openStore } from "../../src/store/index.ts";
import { assembleGraph, runTrace, toCanonicalJson, verifyQuotes } from "../../src/trace/index.ts";
import {
  createCassetteResponder,
  createReadingResponder,
  createRecorder,
  failing,
  type ModelApi,
  type ModelStandIn,
  standInKeys,
  startModelStandIn,
} from "../stand-ins/models/index.ts";

const snapshot = join(import.meta.dirname, "../../examples/snapshot");
const seeds = ["AI-MO/NuminaMath-1.5", "agentica-org/DeepScaleR-Preview-Dataset"];

/** One provider for each role. */
const providers: Readonly<Record<AgentRole, ModelApi>> = {
  sourcing: "openai",
  extracting: "google",
  tracing: "anthropic",
  aggregation: "compatible",
};

let folder: string;
let standIn: ModelStandIn;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stemma-model-trace-"));
  standIn = await startModelStandIn({ responder: createReadingResponder() });
});

afterEach(async () => {
  await standIn.close();
  await rm(folder, { recursive: true, force: true });
});

/** Traces the bundled snapshot into a new store with the models of the stand-in; answers are kept in one place. */
async function traceSnapshot(storeName: string) {
  const endpoints = Object.values(standIn.baseUrls).map((baseUrl) => ({ baseUrl, isTrusted: true }));
  const guarded = createGuardedFetch({ endpoints, userAgent: "stemma" });
  const calls: ModelCall[] = [];
  const models = createLanguageModels({
    fetch: guarded.fetch,
    answersFolder: join(folder, "answers"),
    budget: createModelBudget({ maxTokens: null, maxCostUsd: null }),
    ledger: { record: (call) => calls.push(call) },
    runId: storeName,
  });
  const open = (role: AgentRole) => {
    const provider = providers[role];
    const spec = { provider, model: `stand-in-${provider}` };
    return models.open({ spec, baseUrl: standIn.baseUrls[provider], apiKey: standInKeys[provider] });
  };
  const agents = createModelAgents({
    rules: createRuleAgents(),
    models: {
      sourcing: open("sourcing"),
      extracting: open("extracting"),
      tracing: open("tracing"),
      aggregation: open("aggregation"),
    },
  });
  const store = openStore(join(folder, storeName));
  try {
    const sources = await openSnapshot(snapshot);
    const { run } = await runTrace({
      seeds,
      budget: unlimitedBudget,
      sources,
      agents,
      store,
      concurrency: 4,
    });
    const graph = assembleGraph(store, agents);
    return { state: run.state, graph, json: toCanonicalJson(graph), calls, quotes: verifyQuotes(store) };
  } finally {
    store.close();
    await guarded.close();
  }
}

it("a trace with models is booked, and the same trace again asks no model and is equal", async () => {
  const first = await traceSnapshot("first.sqlite");
  expect(first.state).toBe("finished");
  expect(first.quotes.failures).toEqual([]);
  expect(first.graph.edges.length).toBeGreaterThan(5);
  const answered = first.calls.filter(({ state }) => state === "answered");
  expect(answered.length).toBeGreaterThan(5);
  expect(new Set(first.calls.map(({ state }) => state))).toEqual(new Set(["answered"]));
  const booked = first.calls.flatMap(({ attempts }) => attempts);
  expect(booked).toHaveLength(standIn.journal.entries.length);
  expect(booked.filter(({ inputTokens, outputTokens }) => !inputTokens || !outputTokens)).toEqual([]);

  standIn.journal.clear();
  standIn.setResponder(failing({ kind: "server", status: 500 }));
  const second = await traceSnapshot("second.sqlite");
  expect(standIn.journal.entries).toEqual([]);
  expect(second.json).toBe(first.json);
  expect(new Set(second.calls.map(({ state }) => state))).toEqual(new Set(["cached"]));
});

it("conversations that were recorded play the same trace again, each of them once", async () => {
  const recordings = join(folder, "recordings");
  const from = createReadingResponder();
  standIn.setResponder(createRecorder({ folder: recordings, from, date: "2026-11-20", secrets: [] }));
  const recorded = await traceSnapshot("recorded.sqlite");
  await rm(join(folder, "answers"), { recursive: true });

  const cassette = createCassetteResponder(recordings);
  standIn.setResponder(cassette.responder);
  const played = await traceSnapshot("played.sqlite");
  expect(played.json).toBe(recorded.json);
  cassette.assertAllUsed();
});

it("each key goes to its own provider's address and is kept nowhere", async () => {
  await traceSnapshot("keys.sqlite");
  for (const { api, headers, body, path } of standIn.journal.entries) {
    const sent = JSON.stringify([headers, body, path]);
    const found = Object.entries(standInKeys).filter(([, key]) => sent.includes(key));
    expect(found.map(([name]) => name)).toEqual([api]);
  }
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const content = await readFile(join(file.parentPath, file.name), "latin1");
    expect(Object.values(standInKeys).filter((key) => content.includes(key))).toEqual([]);
  }
});
