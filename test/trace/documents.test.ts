import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LineageGraph } from "../../src/model/index.ts";
import { isLongRun } from "./long-run.ts";
import { createRandom } from "./random.ts";
import type { ScriptedWorld } from "./scripted-world.ts";
import { listEdges, traceWorld, withStorePath } from "./trace-world.ts";

function findDataset(graph: LineageGraph, id: string) {
  return graph.datasets.find((dataset) => dataset.id === id);
}

async function traceCalls(world: ScriptedWorld) {
  const calls: string[] = [];
  const traced = await withStorePath((path) =>
    traceWorld({ world, path, onCall: (call) => calls.push(call) }),
  );
  return { ...traced, calls };
}

describe("documents of a dataset", () => {
  it("are found in two rounds: the card names the paper, the paper the repository", async () => {
    const { graph } = await traceCalls({
      "a/seed": { card: "see arxiv:2401.00001\n" },
      "arxiv:2401.00001": { introduces: "a/seed", card: "from b/paper\nsee github:o/code\n" },
      "github:o/code": { card: "from b/code\nsee github:o/further\n" },
      "github:o/further": { card: "from b/never\n" },
      "b/paper": {},
      "b/code": {},
    });
    expect(listEdges(graph)).toEqual(["a/seed <- b/code", "a/seed <- b/paper"]);
    expect(
      findDataset(graph, "a/seed")
        ?.documents.map(({ kind }) => kind)
        .sort(),
    ).toEqual(["hub-card", "paper", "repository"]);
    expect(findDataset(graph, "a/seed")?.notes).toContain(
      "own paper arXiv 2401.00001: it introduces the dataset",
    );
  });

  it("do not include a paper that is only cited", async () => {
    const { graph, calls } = await traceCalls({
      "a/seed": { card: "see arxiv:2401.00002\n" },
      "arxiv:2401.00002": { introduces: "other/dataset", card: "from b/wrong\n", createdAt: "2019-01-01" },
    });
    expect(calls).not.toContain("text 2401.00002");
    expect(findDataset(graph, "a/seed")).toMatchObject({
      outcome: { kind: "root-no-statement" },
      released: { interval: { earliest: "2024-01-01" } },
    });
  });

  it("are not read on once the own paper shows that the dataset is of 2020 or earlier", async () => {
    const { graph, calls } = await traceCalls({
      "a/seed": { card: "see arxiv:1904.00001\nfrom b/older\n" },
      "arxiv:1904.00001": { introduces: "a/seed", createdAt: "2019-04-01", card: "from b/oldest\n" },
    });
    expect(findDataset(graph, "a/seed")?.outcome).toEqual({
      kind: "cut-off",
      reason: "released-2020-or-earlier",
    });
    expect(calls).toEqual(["find a/seed", "card a/seed", "paper 1904.00001"]);
    expect(graph.edges).toEqual([]);
  });

  it("make a dataset traced whose card is gated, and the card stays listed", async () => {
    const { graph } = await traceCalls({
      "a/seed": { state: "gated", tags: ["github:o/code"] },
      "github:o/code": { card: "from b/code\n" },
      "b/code": {},
    });
    expect(findDataset(graph, "a/seed")).toMatchObject({
      outcome: { kind: "traced" },
      gated: true,
      unreadable: [{ url: "https://huggingface.co/datasets/a/seed", reason: "gated" }],
    });
  });

  it("are no proof of a root while the card, or for now another one, cannot be read", async () => {
    const world: ScriptedWorld = {
      "a/seed": { state: "gated", tags: ["github:o/code"] },
      "github:o/code": { card: "root\n" },
    };
    const gated = await traceCalls(world);
    expect(findDataset(gated.graph, "a/seed")?.outcome).toMatchObject({
      kind: "unreadable",
      reason: "gated",
    });
    const waiting = await traceCalls({
      "a/seed": { card: "nothing here\n", tags: ["github:o/code"] },
      "github:o/code": { state: "card-network" },
    });
    expect(findDataset(waiting.graph, "a/seed")?.outcome).toMatchObject({
      kind: "unreadable",
      reason: "network",
    });
    expect(waiting.result.failed.map(({ id }) => id)).toEqual(["a/seed"]);
    const missing = await traceCalls({ "a/seed": { card: "nothing here\n", tags: ["github:o/code"] } });
    expect(findDataset(missing.graph, "a/seed")).toMatchObject({
      outcome: { kind: "root-no-statement" },
      unreadable: [{ reason: "missing" }],
    });
  });

  it("are at most 24 beside the card, and the rest is said", async () => {
    const repositories = Array.from({ length: 30 }, (_, index) => `see github:o/r${index}\n`);
    const { graph, calls } = await traceCalls({ "a/seed": { card: repositories.join("") } });
    expect(calls.filter((call) => call.startsWith("readme"))).toHaveLength(24);
    expect(findDataset(graph, "a/seed")?.notes).toContain("further documents listed and not read: 6");
  });
});

describe("a failing world", () => {
  const world: ScriptedWorld = {
    "a/seed": { card: "from b/1\nfrom b/2\nfrom old/b3\nsee arxiv:2401.00001\n" },
    "arxiv:2401.00001": { introduces: "a/seed", card: "from b/4\nsee github:o/code\n" },
    "github:o/code": { card: "from b/5\n" },
    "b/1": { upstreams: ["c/1", "c/2"] },
    "b/2": { tags: ["arxiv:1904.00001"], upstreams: ["c/never"] },
    "arxiv:1904.00001": { introduces: "b/2", createdAt: "2019-04-01" },
    "old/b3": { renamedTo: "b/3" },
    "b/3": { upstreams: ["c/2"] },
    "b/4": { state: "gated" },
    "b/5": { tags: ["github:o/five"] },
    "github:o/five": { card: "from c/1\n" },
    "c/1": {},
    "c/2": { upstreams: ["a/seed"] },
  };

  it("shows no false root at any time, and in the end the same bytes", { timeout: 120_000 }, async () => {
    const calm = await traceCalls(world);
    const roots = new Set(
      calm.graph.datasets.filter(({ outcome }) => outcome.kind.startsWith("root")).map(({ id }) => id),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.double({ min: 0.05, max: 0.6, noNaN: true }), async (seed, share) => {
        const random = createRandom(seed);
        await withStorePath(async (path) => {
          for (let run = 0; ; run++) {
            const isCalm = run >= 6;
            const { graph, result, json } = await traceWorld({
              world,
              path,
              isDown: () => !isCalm && random() < share,
            });
            for (const { id, outcome } of graph.datasets) {
              if (outcome.kind.startsWith("root")) expect(roots).toContain(id);
            }
            if (!isCalm && result.isPartial) continue;
            expect(result.isPartial).toBe(false);
            expect(json).toBe(calm.json);
            return;
          }
        });
      }),
      { numRuns: isLongRun ? 300 : 12, seed: 5 },
    );
  });
});
