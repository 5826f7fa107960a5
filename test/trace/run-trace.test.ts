import { describe, expect, it } from "vitest";
import { LineageGraph, StemmaError } from "../../src/model/index.ts";
import { openStore } from "../../src/store/index.ts";
import type { TraceEvent } from "../../src/trace/index.ts";
import { isLongRun } from "./long-run.ts";
import { createScriptedAgents, createScriptedSources, family, type ScriptedWorld } from "./scripted-world.ts";
import { listEdges, traceWorld, withStorePath } from "./trace-world.ts";

function outcomeOf(graph: LineageGraph, id: string) {
  return graph.datasets.find((dataset) => dataset.id === id)?.outcome;
}

const chainLength = isLongRun ? 10_000 : 1_000;

describe("runTrace", () => {
  it("traces a diamond to its roots, with every outcome and distance", async () => {
    await withStorePath(async (path) => {
      const { graph, result } = await traceWorld({ world: family, path });
      expect(LineageGraph.parse(graph)).toEqual(graph);
      expect(listEdges(graph)).toEqual([
        "a/seed <- b/left",
        "a/seed <- b/right",
        "a/seed <- github:owner/repo",
        "a/seed <- name:Some Corpus",
        "b/left <- c/base",
        "b/right <- c/base",
        "b/right <- c/gone",
        "b/right <- c/locked",
      ]);
      expect(graph.datasets.map(({ id, distance }) => [id, distance])).toEqual([
        ["a/seed", 0],
        ["b/left", 1],
        ["b/right", 1],
        ["c/base", 2],
        ["c/gone", 2],
        ["c/locked", 2],
        ["github:owner/repo", 1],
        ["name:Some Corpus", 1],
      ]);
      expect(outcomeOf(graph, "a/seed")).toEqual({ kind: "traced" });
      expect(outcomeOf(graph, "c/base")).toMatchObject({
        kind: "root-declared",
        statement: { text: "root" },
      });
      expect(outcomeOf(graph, "c/gone")).toMatchObject({ kind: "unreadable", reason: "missing" });
      expect(outcomeOf(graph, "c/locked")).toMatchObject({ kind: "unreadable", reason: "gated" });
      expect(outcomeOf(graph, "name:Some Corpus")).toEqual({ kind: "not-on-hub" });
      expect(result.run).toMatchObject({ state: "finished", leftOver: [] });
      expect(result.isPartial).toBe(false);
    });
  });

  it("leaves the graph of every run in the store, of one that was cut off too", async () => {
    await withStorePath(async (path) => {
      const cut = await traceWorld({ world: family, path, budget: { maxDatasets: 2 } });
      const whole = await traceWorld({ world: family, path });
      const again = await traceWorld({ world: family, path });
      const store = openStore(path, { readOnly: true });
      for (const { result, graph } of [cut, whole, again]) {
        expect(store.findRunGraph(result.run.id)).toEqual(graph);
        expect(result.graph).toEqual(graph);
      }
      const hashes = store.loadRunGraphHashes();
      store.close();
      expect(hashes.get(again.result.run.id)).toBe(hashes.get(whole.result.run.id));
      expect(hashes.get(cut.result.run.id)).not.toBe(hashes.get(whole.result.run.id));
    });
  });

  it("asks for nothing that is done when run again", async () => {
    await withStorePath(async (path) => {
      const first = await traceWorld({ world: family, path });
      const calls: string[] = [];
      const second = await traceWorld({ world: family, path, onCall: (call) => calls.push(call) });
      expect(calls).toEqual([]);
      expect(second.json).toBe(first.json);
    });
  });

  it("tells progress with counts and ends with what was not done", async () => {
    await withStorePath(async (path) => {
      const events: TraceEvent[] = [];
      await traceWorld({ world: family, path, onEvent: (event) => events.push(event) });
      const finished = events.filter((event) => event.kind === "dataset-finished");
      expect(finished.map(({ id }) => id).sort()).toEqual([
        "a/seed",
        "b/left",
        "b/right",
        "c/base",
        "c/gone",
        "c/locked",
      ]);
      expect(finished.at(-1)?.counts).toEqual({ done: 6, known: 8, running: 0 });
      expect(events.at(-1)).toMatchObject({ kind: "run-ended", result: { isPartial: false } });
    });
  });

  it("keeps distances shortest, also when the short way is found last", async () => {
    const world: ScriptedWorld = {
      "a/seed": { upstreams: ["b/1", "z/late"] },
      "b/1": { upstreams: ["b/2"] },
      "b/2": { upstreams: ["b/3"] },
      "b/3": { upstreams: ["t/target"] },
      "z/late": { upstreams: ["t/target"] },
      "t/target": { upstreams: ["t/above"] },
      "t/above": {},
    };
    await withStorePath(async (path) => {
      const { graph } = await traceWorld({ world, path, budget: { maxDistance: 2 }, concurrency: 1 });
      expect(graph.datasets.map(({ id, distance, outcome }) => [id, distance, outcome.kind])).toEqual([
        ["a/seed", 0, "traced"],
        ["b/1", 1, "traced"],
        ["b/2", 2, "traced"],
        ["b/3", 3, "cut-off"],
        ["t/above", 3, "cut-off"],
        ["t/target", 2, "traced"],
        ["z/late", 1, "traced"],
      ]);
      const further = await traceWorld({ world, path, budget: { maxDistance: 4 } });
      expect(further.graph.datasets.every(({ outcome }) => outcome.kind !== "cut-off")).toBe(true);
    });
  });

  it("lists what a budget of datasets cut off and goes on from there", async () => {
    await withStorePath(async (path) => {
      const cut = await traceWorld({ world: family, path, budget: { maxDatasets: 2 } });
      expect(cut.result.run).toMatchObject({ state: "budget-reached", counts: { traced: 2 } });
      expect(cut.result.run.leftOver).toEqual(["b/right", "c/base"]);
      expect(outcomeOf(cut.graph, "c/base")).toEqual({ kind: "cut-off", reason: "budget" });
      const whole = await traceWorld({ world: family, path });
      expect(whole.result.run).toMatchObject({ state: "finished", leftOver: [] });
      const undisturbed = await withStorePath((other) => traceWorld({ world: family, path: other }));
      expect(whole.json).toBe(undisturbed.json);
    });
  });

  it("stops at the end of its time and leaves nothing half-written", async () => {
    await withStorePath(async (path) => {
      const cut = await traceWorld({ world: family, path, latencyMs: 60, budget: { maxDurationMs: 90 } });
      expect(cut.result.run.state).toBe("budget-reached");
      expect(cut.result.run.leftOver).toEqual(["a/seed"]);
      expect(cut.graph.edges).toEqual([]);
    });
  });

  it("is interrupted by a signal, even when a source does not listen, and continues", async () => {
    await withStorePath(async (path) => {
      const abort = new AbortController();
      const sources = createScriptedSources(family);
      const { result } = await traceWorld({
        world: family,
        path,
        signal: abort.signal,
        sources: { ...sources, hub: { ...sources.hub, readCard: () => new Promise(() => {}) } },
        onEvent: ({ kind }) => kind === "dataset-started" && setTimeout(() => abort.abort(), 5),
      });
      expect(result).toMatchObject({ isPartial: true, run: { state: "interrupted", leftOver: ["a/seed"] } });
      const again = await traceWorld({ world: family, path });
      expect(again.result.run.state).toBe("finished");
    });
  });

  it("tries again what failed for now, and never takes it for a root", async () => {
    const broken: ScriptedWorld = {
      ...family,
      "b/left": { state: "network" },
      "c/base": { state: "card-network" },
    };
    await withStorePath(async (path) => {
      const first = await traceWorld({ world: broken, path });
      expect(first.result.isPartial).toBe(true);
      expect(first.result.run.state).toBe("finished");
      expect(first.result.failed.map(({ id, reason }) => [id, reason])).toEqual([
        ["b/left", "network"],
        ["c/base", "network"],
      ]);
      expect(outcomeOf(first.graph, "c/base")).toMatchObject({ kind: "unreadable", reason: "network" });
      const second = await traceWorld({ world: family, path });
      const undisturbed = await withStorePath((other) => traceWorld({ world: family, path: other }));
      expect(second.json).toBe(undisturbed.json);
    });
  });

  it("goes on when the agents break on one dataset", async () => {
    const agents = createScriptedAgents();
    const fragile = {
      ...agents,
      traceDocument: async (...input: Parameters<typeof agents.traceDocument>) => {
        if (input[0].id === "b/left") throw new TypeError("hostile markdown");
        return agents.traceDocument(...input);
      },
    };
    await withStorePath(async (path) => {
      const { graph, result } = await traceWorld({ world: family, path, agents: fragile });
      expect(result.failed).toMatchObject([
        { id: "b/left", detail: expect.stringContaining("hostile markdown") },
      ]);
      expect(outcomeOf(graph, "b/left")).toMatchObject({ kind: "unreadable", reason: "bad-response" });
      expect(outcomeOf(graph, "c/base")).toMatchObject({ kind: "root-declared" });
    });
  });

  it("ends the run, and says why, when the whole run is concerned", async () => {
    const sources = createScriptedSources(family);
    const refuse = async () => {
      throw new StemmaError("auth", "the hub refuses the token");
    };
    await withStorePath(async (path) => {
      const trace = traceWorld({
        world: family,
        path,
        sources: { ...sources, hub: { ...sources.hub, readCard: refuse } },
      });
      await expect(trace).rejects.toMatchObject({ code: "auth" });
      const again = await traceWorld({ world: family, path });
      expect(again.result.run.state).toBe("finished");
    });
  });

  it("keeps, but does not expand, what was released in 2020 or earlier", async () => {
    const world: ScriptedWorld = {
      "a/seed": { upstreams: ["b/old"] },
      "b/old": { upstreams: ["c/never"], createdAt: "2019-04-01", lastModified: "2019-05-01" },
    };
    await withStorePath(async (path) => {
      const calls: string[] = [];
      const { graph } = await traceWorld({ world, path, onCall: (call) => calls.push(call) });
      expect(outcomeOf(graph, "b/old")).toEqual({ kind: "cut-off", reason: "released-2020-or-earlier" });
      expect(graph.datasets.map(({ id }) => id)).toEqual(["a/seed", "b/old"]);
      expect(calls).not.toContain("trace b/old");
    });
  });

  it("drops a statement whose quote is not in the document, and says so", async () => {
    const world: ScriptedWorld = { "a/seed": { card: "from b/good\nfrom c/invented badly\n" }, "b/good": {} };
    await withStorePath(async (path) => {
      const { graph } = await traceWorld({ world, path });
      expect(listEdges(graph)).toEqual(["a/seed <- b/good"]);
      expect(graph.datasets[0]?.notes).toEqual([
        "statements dropped because their quote is not in the document: 1",
      ]);
    });
  });

  it("says which document could only be read in part, also when it is not read again", async () => {
    const world: ScriptedWorld = { "a/seed": { card: "from b/good\nunreadable\n" }, "b/good": {} };
    await withStorePath(async (path) => {
      const note = "https://huggingface.co/datasets/a/seed: a part of it cannot be read";
      const first = await traceWorld({ world, path });
      expect(first.graph.datasets[0]?.notes).toEqual([note]);
      const again = await traceWorld({ world, path, refresh: true });
      expect(again.graph.datasets[0]?.notes).toEqual([note]);
    });
  });

  it("keeps every distinct quote of an edge, apart, and an exact duplicate once", async () => {
    const world: ScriptedWorld = { "a/seed": { card: "from b/one\nfrom b/one\n" }, "b/one": {} };
    await withStorePath(async (path) => {
      const { graph } = await traceWorld({ world, path });
      expect(graph.edges[0]?.evidence.map((entry) => entry.kind === "quote" && entry.quote.start)).toEqual([
        0, 11,
      ]);
    });
  });

  it("ends on cycles, self-loops and renames, and flags what lies on a cycle", async () => {
    const world: ScriptedWorld = {
      "a/seed": { upstreams: ["a/seed", "b/1", "b/1", "old/b2", "A/Seed"] },
      "b/1": { upstreams: ["new/b2"] },
      "old/b2": { renamedTo: "new/b2" },
      "new/b2": { upstreams: ["b/1", "old/b2", "c/base"] },
      "c/base": {},
    };
    await withStorePath(async (path) => {
      const { graph } = await traceWorld({ world, path });
      expect(
        graph.edges.map(({ downstream, upstream, onCycle, status }) => [
          downstream,
          upstream,
          onCycle,
          status,
        ]),
      ).toEqual([
        ["a/seed", "b/1", false, "accepted"],
        ["a/seed", "new/b2", false, "needs-review"],
        ["b/1", "new/b2", true, "needs-review"],
        ["new/b2", "b/1", true, "needs-review"],
        ["new/b2", "c/base", false, "needs-review"],
      ]);
      expect(graph.edges[2]?.reasons).toContain("cycle");
      expect(graph.datasets.find(({ id }) => id === "new/b2")?.aliases).toEqual(["old/b2"]);
    });
  });

  it("brings together a dataset that was renamed between two visits", async () => {
    const before: ScriptedWorld = {
      "a/seed": { upstreams: ["b/before"] },
      "b/before": { upstreams: ["c/base"], key: "one key" },
      "c/base": {},
    };
    const after: ScriptedWorld = {
      ...before,
      "a/other": { upstreams: ["b/after"] },
      "b/before": { renamedTo: "b/after" },
      "b/after": { upstreams: ["c/base"], key: "one key" },
    };
    await withStorePath(async (path) => {
      await traceWorld({ world: before, path });
      const { graph } = await traceWorld({ world: after, path, seeds: ["a/other"] });
      expect(listEdges(graph)).toEqual(["a/other <- b/after", "a/seed <- b/after", "b/after <- c/base"]);
      expect(graph.datasets.find(({ id }) => id === "b/after")?.aliases).toEqual(["b/before"]);
    });
  });

  it("keeps two datasets apart that the hub gives one key under two names", async () => {
    const world: ScriptedWorld = {
      "a/seed": { upstreams: ["b/1", "b/2"] },
      "b/1": { key: "one key" },
      "b/2": { key: "one key" },
    };
    await withStorePath(async (path) => {
      const { graph } = await traceWorld({ world, path });
      expect(listEdges(graph)).toEqual(["a/seed <- b/1", "a/seed <- b/2"]);
    });
  });

  it("sets an upstream that is certainly too late apart, with what stands only on it", async () => {
    const world: ScriptedWorld = {
      "a/seed": { upstreams: ["b/late"], lastModified: "2024-02-01" },
      "b/late": { upstreams: ["c/base"], createdAt: "2024-05-01" },
      "c/base": {},
    };
    await withStorePath(async (path) => {
      const { graph } = await traceWorld({ world, path });
      expect(graph.edges).toEqual([]);
      expect(graph.rejected).toMatchObject([{ upstream: "b/late", status: "rejected", decidedBy: "dates" }]);
      expect(graph.datasets.map(({ id, distance }) => [id, distance])).toEqual([
        ["a/seed", 0],
        ["b/late", null],
      ]);
      expect(outcomeOf(graph, "a/seed")).toEqual({ kind: "root-no-statement" });
    });
  });

  it(`walks a chain of ${chainLength} and a fan of a thousand`, { timeout: 240_000 }, async () => {
    const world: Record<string, ScriptedWorld[string]> = {};
    for (let index = 0; index < chainLength; index++) world[`n/${index}`] = { upstreams: [`n/${index + 1}`] };
    const fan = Array.from({ length: 1_000 }, (_, index) => `fan/${index}`);
    world[`n/${chainLength}`] = { upstreams: [`n/${chainLength - 100}`, ...fan] };
    for (const id of fan) world[id] = {};
    await withStorePath(async (path) => {
      const { graph } = await traceWorld({ world, path, seeds: ["n/0"], concurrency: 16 });
      expect(graph.datasets).toHaveLength(chainLength + 1_001);
      expect(graph.datasets.find(({ id }) => id === "fan/999")?.distance).toBe(chainLength + 1);
      expect(graph.edges.filter(({ onCycle }) => onCycle)).toHaveLength(101);
    });
  });
});
