import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLongRun } from "./long-run.ts";
import type { ScriptedDataset, ScriptedWorld } from "./scripted-world.ts";
import { traceWorld, withStorePath } from "./trace-world.ts";

const size = 12;
const numRuns = isLongRun ? 500 : 20;
const timeout = 600_000;
const ids = Array.from({ length: size }, (_, index) => `owner/set-${index}`);
const anyId = fc.constantFrom(...ids);

/** How a document may write an id: as it is, in other letters, by its former name. */
const anyMention = fc.oneof(
  { weight: 6, arbitrary: anyId },
  { weight: 1, arbitrary: anyId.map((id) => id.toUpperCase()) },
  { weight: 1, arbitrary: anyId.map((id) => id.replace("owner/", "former/")) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("name:Some Corpus", "name:some corpus", "github:a/b", "gone/away"),
  },
);

const anyDataset: fc.Arbitrary<ScriptedDataset> = fc.record({
  upstreams: fc.array(anyMention, { maxLength: 4 }),
  createdAt: fc.constantFrom("2019-05-01", "2023-01-01", "2024-01-01", "2024-09-01"),
  lastModified: fc.constantFrom("2023-06-01", "2024-12-01"),
});

const anyWorld: fc.Arbitrary<ScriptedWorld> = fc
  .tuple(fc.array(anyDataset, { minLength: size, maxLength: size }), fc.array(anyId, { maxLength: 3 }))
  .map(([datasets, gated]) => {
    const world: Record<string, ScriptedDataset> = {};
    for (const [index, dataset] of datasets.entries()) {
      const id = `owner/set-${index}`;
      world[id] = gated.includes(id) ? { ...dataset, state: "gated" } : dataset;
      world[`former/set-${index}`] = { renamedTo: id };
      if (index % 2 === 0) world[id.toUpperCase()] = { renamedTo: id };
    }
    return world;
  });

const anyTrace = fc.record({
  world: anyWorld,
  seeds: fc.uniqueArray(anyId, { minLength: 1, maxLength: 4 }),
  maxDistance: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
  maxDatasets: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
  concurrency: fc.integer({ min: 1, max: 8 }),
  delays: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 20 }),
  shuffle: fc.integer(),
});

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  return items
    .map((item, index) => ({ item, place: Math.imul(seed + index * 7_919, 2_654_435_761) >>> 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

describe("order", () => {
  it("of seeds and visits does not matter, for any world, distance and number of datasets", {
    timeout,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(anyTrace, async ({ world, seeds, concurrency, delays, shuffle, ...budget }) => {
        const one = await withStorePath((path) => traceWorld({ world, path, seeds, budget, concurrency: 1 }));
        const many = await withStorePath((path) =>
          traceWorld({ world, path, seeds: shuffled(seeds, shuffle), budget, concurrency, delays }),
        );
        expect(many.json).toBe(one.json);
        expect(many.result.run.leftOver).toEqual(one.result.run.leftOver);
      }),
      { numRuns, seed: 42 },
    );
  });

  it("of runs does not matter: seed after seed gives the graph of all at once", { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(anyTrace, async ({ world, seeds, maxDistance, shuffle }) => {
        const budget = { maxDistance };
        const together = await withStorePath((path) => traceWorld({ world, path, seeds, budget }));
        const apart = await withStorePath(async (path) => {
          for (const seed of shuffled(seeds, shuffle))
            await traceWorld({ world, path, seeds: [seed], budget });
          return traceWorld({ world, path, seeds, budget });
        });
        expect(apart.json).toBe(together.json);
      }),
      { numRuns, seed: 43 },
    );
  });

  it("of the graph's distances is the shortest way from a seed", { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(anyTrace, async ({ world, seeds }) => {
        const { graph } = await withStorePath((path) => traceWorld({ world, path, seeds }));
        const distances = new Map(graph.datasets.map(({ id, distance }) => [id, distance]));
        for (const { upstream, downstream } of graph.edges) {
          expect(distances.get(upstream)).toBeLessThanOrEqual((distances.get(downstream) ?? 0) + 1);
        }
        for (const { id, distance, isSeed } of graph.datasets) {
          if (distance === null) continue;
          expect(distance === 0).toBe(isSeed);
          const nearest = graph.edges
            .filter(({ upstream }) => upstream === id)
            .map(({ downstream }) => distances.get(downstream) ?? Number.POSITIVE_INFINITY);
          if (!isSeed) expect(Math.min(...nearest)).toBe(distance - 1);
        }
      }),
      { numRuns, seed: 44 },
    );
  });
});
