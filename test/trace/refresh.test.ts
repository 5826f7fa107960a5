import { describe, expect, it } from "vitest";
import type { TraceEvent } from "../../src/trace/index.ts";
import { family, type ScriptedWorld } from "./scripted-world.ts";
import { listEdges, traceWorld, withStorePath } from "./trace-world.ts";

describe("refresh", () => {
  it("asks again, but reads and searches only what changed", async () => {
    const changed: ScriptedWorld = {
      ...family,
      "b/left": { revision: "r2", card: "from c/base\nfrom c/new\n" },
      "c/new": {},
    };
    await withStorePath(async (path) => {
      await traceWorld({ world: family, path });
      const calls: string[] = [];
      const { graph } = await traceWorld({
        world: changed,
        path,
        refresh: true,
        onCall: (call) => calls.push(call),
      });
      expect(calls.filter((call) => !call.startsWith("find")).sort()).toEqual([
        "card b/left",
        "card c/locked",
        "card c/new",
        "trace b/left",
        "trace c/new",
      ]);
      expect(listEdges(graph)).toContain("b/left <- c/new");
    });
  });

  it("searches all documents again with other agents", async () => {
    await withStorePath(async (path) => {
      await traceWorld({ world: family, path });
      const calls: string[] = [];
      const { graph } = await traceWorld({
        world: family,
        path,
        refresh: true,
        agentsName: "scripted-2",
        onCall: (call) => calls.push(call),
      });
      expect(calls.filter((call) => call.startsWith("trace"))).toHaveLength(4);
      const methods = graph.edges.flatMap(({ evidence }) =>
        evidence.map((entry) => entry.kind === "quote" && entry.method),
      );
      expect(new Set(methods)).toEqual(new Set(["scripted-2/from-line"]));
    });
  });

  it.each([
    { supersedes: true, agentsName: "model-1", searched: 4, method: "model-1/from-line" },
    { supersedes: true, agentsName: "scripted-1", searched: 0, method: "scripted-1/from-line" },
    { supersedes: false, agentsName: "model-1", searched: 0, method: "scripted-1/from-line" },
  ])("is what superseding agents do of themselves: %o", async ({ searched, method, ...agents }) => {
    await withStorePath(async (path) => {
      await traceWorld({ world: family, path });
      const calls: string[] = [];
      const { graph } = await traceWorld({
        world: family,
        path,
        ...agents,
        onCall: (call) => calls.push(call),
      });
      expect(calls.filter((call) => call.startsWith("trace"))).toHaveLength(searched);
      const methods = graph.edges.flatMap(({ evidence }) =>
        evidence.map((entry) => entry.kind === "quote" && entry.method),
      );
      expect(new Set(methods)).toEqual(new Set([method]));
    });
  });

  it("keeps what was known when the hub does not answer now", async () => {
    await withStorePath(async (path) => {
      const before = await traceWorld({ world: family, path });
      const down: ScriptedWorld = { ...family, "b/left": { state: "network" } };
      const during = await traceWorld({ world: down, path, refresh: true });
      expect(during.result.failed.map(({ id }) => id)).toEqual(["b/left"]);
      expect(listEdges(during.graph)).toEqual(listEdges(before.graph));
      const after = await traceWorld({ world: family, path });
      expect(after.json).toBe(before.json);
    });
  });

  it("sends to review what is said of a name that has passed to another dataset", async () => {
    const world: ScriptedWorld = { "a/seed": { card: "from b/1\nfrom b/1\n" }, "b/1": { key: "first" } };
    await withStorePath(async (path) => {
      const before = await traceWorld({ world, path });
      expect(before.graph.edges[0]?.status).toBe("accepted");
      const taken: ScriptedWorld = { ...world, "b/1": { key: "second", revision: "r2" } };
      const { graph } = await traceWorld({ world: taken, path, refresh: true });
      expect(graph.edges[0]).toMatchObject({
        status: "needs-review",
        reasons: ["the hub's key of b/1 changed"],
      });
      expect(graph.datasets[1]?.notes).toEqual([
        "the hub's key of this name changed (first -> second): it may be another dataset",
      ]);
    });
  });
});

describe("two processes on one store", () => {
  it("do not trace at once: the second reports the first, or waits for it", async () => {
    await withStorePath(async (path) => {
      const calls: string[] = [];
      const options = { world: family, path, latencyMs: 30, onCall: (call: string) => calls.push(call) };
      const first = traceWorld(options);
      await expect(traceWorld(options)).rejects.toMatchObject({
        code: "store-locked",
        message: expect.stringContaining(`process ${process.pid}`),
      });
      const waits: TraceEvent[] = [];
      const second = await traceWorld({
        ...options,
        leaseWaitMs: 20_000,
        onEvent: (event) => waits.push(event),
      });
      expect(waits[0]?.kind).toBe("lease-wait");
      expect(waits.filter(({ kind }) => kind === "dataset-started")).toEqual([]);
      expect(second.json).toBe((await first).json);
      expect(calls.length).toBe(new Set(calls).size);
    });
  });

  it("can be told to stop waiting", async () => {
    await withStorePath(async (path) => {
      const first = traceWorld({ world: family, path, latencyMs: 30 });
      const signal = AbortSignal.timeout(20);
      await expect(traceWorld({ world: family, path, leaseWaitMs: 20_000, signal })).rejects.toMatchObject({
        code: "interrupted",
      });
      await first;
    });
  });
});
