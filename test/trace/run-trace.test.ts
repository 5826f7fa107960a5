import { describe, expect, it } from "vitest";
import { LineageGraph } from "../../src/model/index.ts";
import type { TraceEvent } from "../../src/trace/index.ts";
import type { ScriptedWorld } from "./scripted-world.ts";
import { traceWorld, withStorePath } from "./trace-world.ts";

function outcomeOf(graph: LineageGraph, id: string) {
  return graph.datasets.find((dataset) => dataset.id === id)?.outcome;
}

function listEdges(graph: LineageGraph): string[] {
  return graph.edges.map(({ upstream, downstream }) => `${downstream} <- ${upstream}`);
}

const family: ScriptedWorld = {
  "a/seed": { upstreams: ["b/left", "b/right", "name:Some Corpus", "github:owner/repo"] },
  "b/left": { upstreams: ["c/base"] },
  "b/right": { upstreams: ["c/base", "c/gone", "c/locked"] },
  "c/base": { card: "# base\nroot\n" },
  "c/locked": { state: "gated", upstreams: ["never/read"] },
};

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
});
