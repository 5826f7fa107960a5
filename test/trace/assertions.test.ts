import fc from "fast-check";
import { expect, test } from "vitest";
import { type LineageStore, openStore } from "../../src/store/index.ts";
import { type AssertedEdge, addReview, assembleGraph, planAssertions } from "../../src/trace/index.ts";
import { createScriptedAgents, type ScriptedWorld } from "./scripted-world.ts";
import { traceWorld, withStorePath } from "./trace-world.ts";

const agents = createScriptedAgents();
const world: ScriptedWorld = { "a/seed": { upstreams: ["b/1", "b/2"] }, "b/1": {}, "b/2": {} };

function state(upstream: string, downstream: string, splits: readonly string[] = []): AssertedEdge {
  return { upstream, downstream, relation: "cot-distillation", splits: [...splits], reason: "edges.csv" };
}

async function withTraced(work: (store: LineageStore) => void): Promise<void> {
  await withStorePath(async (path) => {
    await traceWorld({ world, path });
    const store = openStore(path);
    try {
      work(store);
    } finally {
      store.close();
    }
  });
}

function take(store: LineageStore, edges: readonly AssertedEdge[], ids: readonly string[] = []) {
  const datasets = ids.map((id) => ({ id, reason: "nodes.csv" }));
  const plan = planAssertions({ store, agents, by: "Ada", edges, datasets });
  store.appendReviews(plan.events);
  return plan;
}

test("stated edges come in with their ends, relation and splits, and stay through a new trace", () =>
  withStorePath(async (path) => {
    await traceWorld({ world, path });
    const store = openStore(path);
    take(store, [state("x/new", "b/1", ["train"])], ["y/alone"]);
    store.close();
    const { graph } = await traceWorld({ world, path, refresh: true });
    expect(graph.datasets.map(({ id }) => id)).toEqual(["a/seed", "b/1", "b/2", "x/new", "y/alone"]);
    expect(graph.edges.find(({ upstream }) => upstream === "x/new")).toMatchObject({
      relation: "cot-distillation",
      splits: ["train"],
      status: "accepted",
      evidence: [{ kind: "asserted", by: "Ada", reason: "edges.csv" }],
    });
  }));

test("what documents state, and what people decided, stays as it is", () =>
  withTraced((store) => {
    const ends = { upstream: "b/2", downstream: "a/seed" };
    addReview({ store, agents, by: "Ada", reason: "no", action: { kind: "reject-edge", ...ends } });
    const before = assembleGraph(store, agents);
    const plan = take(store, [state("b/1", "a/seed"), state("b/2", "a/seed"), state("A/SEED", "a/seed")]);
    expect(plan).toEqual({ events: [], verdicts: ["known", "rejected", "to-itself"] });
    expect(assembleGraph(store, agents)).toEqual(before);
  }));

test("an edge that its importer took out again does not come back", () =>
  withTraced((store) => {
    take(store, [state("x/new", "b/1")]);
    const ends = { upstream: "x/new", downstream: "b/1" };
    addReview({ store, agents, by: "Ada", reason: "wrong", action: { kind: "remove-edge", ...ends } });
    expect(take(store, [state("x/new", "b/1")]).verdicts).toEqual(["rejected"]);
    expect(assembleGraph(store, agents).edges.map(({ upstream }) => upstream)).toEqual(["b/1", "b/2"]);
  }));

test("whatever is stated twice is added once: every pair, in any spelling", () =>
  withTraced((store) => {
    const id = fc.constantFrom("o/a", "O/A", "o/b", "o/c", "o/d", "name:Some Words", "name:some words");
    const edges = fc.array(fc.tuple(id, id), { maxLength: 12 });
    fc.assert(
      fc.property(edges, fc.array(id, { maxLength: 3 }), (pairs, ids) => {
        const stated = pairs.map(([upstream, downstream]) => state(upstream, downstream));
        const { verdicts } = take(store, stated, ids);
        expect(verdicts).toHaveLength(stated.length);
        expect(take(store, stated, ids).events).toEqual([]);
        const keys = assembleGraph(store, agents).edges.map(({ upstream, downstream }) =>
          `${upstream} ${downstream}`.toLowerCase(),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 30 },
    );
  }));

test("5,000 edges are planned and written in seconds", () =>
  withTraced((store) => {
    const edges = Array.from({ length: 5000 }, (_, at) =>
      state(`o/d${Math.floor(at / 3)}`, `o/d${at + 3000}`),
    );
    const started = performance.now();
    expect(take(store, edges).verdicts.every((verdict) => verdict === "added")).toBe(true);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(assembleGraph(store, agents).edges).toHaveLength(5002);
  }));
