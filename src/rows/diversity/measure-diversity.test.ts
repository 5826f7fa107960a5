import { describe, expect, test } from "vitest";
import { createAlgebraKernels } from "../../kernels/index.ts";
import { type DiversityOptions, measureDiversity, type VectorBatch } from "./measure-diversity.ts";

const algebra = createAlgebraKernels();

async function measure(
  rows: readonly (readonly [number, number[]])[],
  options: Partial<DiversityOptions> = {},
) {
  async function* open(): AsyncGenerator<VectorBatch> {
    for (let start = 0; start < rows.length; start += 7) {
      const part = rows.slice(start, start + 7);
      yield {
        vectors: part.map(([, vector]) => Float32Array.from(vector)),
        sources: part.map(([source]) => source),
      };
    }
  }
  return await measureDiversity({
    algebra,
    openVectors: open,
    countSources: () => new Set(rows.map(([source]) => source)).size,
    order: 1,
    replicates: 0,
    queries: 0,
    seed: 1,
    ...options,
  });
}

function toAxis(place: number): number[] {
  return Array.from({ length: 8 }, (_, other) => (other === place ? 1 : 0));
}

/** Twelve rows of three directions; the second source brings a fourth. */
const rows = [
  ...Array.from({ length: 12 }, (_, row) => [0, toAxis(row % 3)] as const),
  ...Array.from({ length: 4 }, () => [1, toAxis(3)] as const),
].map(([source, vector]): readonly [number, number[]] => [source, vector]);

describe("measureDiversity", () => {
  test("gives the score of all, of each source, and what each adds", async () => {
    const { all, sources } = await measure(rows);
    expect(all).toMatchObject({ count: 16, path: "covariance", vendiInterval: null });
    expect(all.vendiScore).toBeCloseTo(4, 5);
    expect(sources.map(({ count }) => count)).toEqual([12, 4]);
    expect(sources[0]?.vendiScore).toBeCloseTo(3, 5);
    expect(sources[1]?.gain).toBeCloseTo(1, 5);
    expect(sources[0]?.vendiWithout).toBeCloseTo(1, 5);
  });

  test("an only source has no gain", async () => {
    const { sources } = await measure(rows.map(([, vector]) => [0, vector]));
    expect(sources).toHaveLength(1);
    expect(sources[0]).toMatchObject({ gain: null, vendiWithout: null });
  });

  test("nearest neighbours of a row are other rows", async () => {
    const { neighbours } = await measure(rows, { queries: 100 });
    expect(neighbours).toMatchObject({ queries: 16, meanSimilarity: 1 });
    const alone = await measure([...rows, [1, toAxis(7)]], { queries: 100 });
    expect(alone.neighbours?.shares.at(-1)?.share).toBeCloseTo(16 / 17, 6);
  });

  test("a sample of rows depends on the seed alone", async () => {
    const many = Array.from({ length: 200 }, (_, row): readonly [number, number[]] => [
      0,
      [Math.sin(row), Math.cos(row), 1],
    ]);
    const [first, again, other] = await Promise.all(
      [1, 1, 2].map((seed) => measure(many, { queries: 10, replicates: 20, seed })),
    );
    expect(again).toEqual(first);
    expect(other?.neighbours?.meanSimilarity).not.toBe(first?.neighbours?.meanSimilarity);
    const [low = 0, high = 0] = first?.all.vendiInterval ?? [];
    expect(low).toBeLessThan(first!.all.vendiScore);
    expect(high).toBeGreaterThan(first!.all.vendiScore);
    expect(high / low).toBeLessThan(1.2);
  });

  test("no rows at all have no diversity", async () => {
    expect(await measure([], { queries: 5, replicates: 5 })).toMatchObject({
      all: { count: 0, vendiScore: 0, vendiInterval: null },
      sources: [],
      neighbours: { queries: 0 },
    });
  });
});
