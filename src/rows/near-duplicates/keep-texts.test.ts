import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinBuckets } from "./candidate-buckets.ts";
import { CandidateWalk, defaultWalkLimits, type WalkLimits } from "./candidate-walk.ts";
import { createHashGrouping, toBucketLinks } from "./equal-hashes.ts";
import { keepFirst } from "./keep-first.ts";
import { keepGreedily } from "./keep-greedily.ts";
import type { KeptTexts } from "./similarity-tree.ts";

/** A case: for every row its bucket in each of three bands, and a number; numbers near each other are similar. */
interface Case {
  readonly bands: readonly (readonly number[])[];
  readonly values: readonly number[];
}

const rowCount = fc.integer({ min: 1, max: 40 });
const anyCase: fc.Arbitrary<Case> = rowCount.chain((length) => {
  const exactly = { minLength: length, maxLength: length };
  return fc.record({
    bands: fc.array(fc.array(fc.nat({ max: 12 }), exactly), { minLength: 3, maxLength: 3 }),
    values: fc.array(fc.nat({ max: 30 }), exactly),
  });
});

const reach = 2;
const similarityOf = (a: number, b: number) => (Math.abs(a - b) <= reach ? 1 - Math.abs(a - b) / 10 : -1);
const isCandidate = ({ bands }: Case, a: number, b: number) => bands.some((band) => band[a] === band[b]);
const areSimilar = (given: Case, a: number, b: number) =>
  isCandidate(given, a, b) && similarityOf(given.values[a]!, given.values[b]!) >= 0;

async function openWalk({ bands, values }: Case, limits: WalkLimits) {
  const grouping = createHashGrouping(2);
  const links = bands.map((band) =>
    toBucketLinks(grouping.group(Int32Array.from(band.flatMap((bucket) => [bucket, 7]))), (index) => index),
  );
  const candidates = await joinBuckets(values.length, () => links);
  const { rows } = candidates;
  const walk = new CandidateWalk(
    candidates,
    (a, b) => similarityOf(values[rows[a]!]!, values[rows[b]!]!),
    limits,
  );
  return { walk, rows };
}

/** Row to the row that stands for it, itself for rows in no bucket. */
function toRows(kept: Int32Array, rows: Int32Array, count: number): number[] {
  const found = Array.from({ length: count }, (_, row) => row);
  for (const [text, other] of kept.entries()) found[rows[text]!] = rows[other]!;
  return found;
}

function bruteComponents(given: Case): number[] {
  const names = given.values.map((_, row) => row);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [a, name] of names.entries()) {
      for (let b = 0; b < names.length; b++) {
        if (names[b]! >= name || !areSimilar(given, a, b)) continue;
        names[a] = names[b]!;
        changed = true;
      }
    }
  }
  // A name can be that of a row whose own name fell later.
  return names.map((_, row) => {
    let name = row;
    while (names[name] !== name) name = names[name]!;
    return name;
  });
}

function bruteGreedy(given: Case): number[] {
  const kept: number[] = [];
  return given.values.map((_, row) => {
    const stand = kept.find((earlier) => areSimilar(given, row, earlier)) ?? row;
    if (stand === row) kept.push(row);
    return stand;
  });
}

function countPairs(given: Case): number {
  let pairs = 0;
  for (let a = 0; a < given.values.length; a++)
    for (let b = 0; b < a; b++) if (areSimilar(given, a, b)) pairs += 1;
  return pairs;
}

const fullNever: WalkLimits = { full: 0, exact: Number.POSITIVE_INFINITY, perText: 1 };
const fullHalfway: WalkLimits = { full: 15, exact: Number.POSITIVE_INFINITY, perText: 1 };

describe("keepFirst", () => {
  test("keeps the first row of each component, whatever was passed over", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (given) => {
        const expected = bruteComponents(given);
        for (const limits of [defaultWalkLimits, fullNever, fullHalfway]) {
          const { walk, rows } = await openWalk(given, limits);
          const kept = await keepFirst(walk);
          expect(toRows(kept.keptFor, rows, expected.length)).toEqual(expected);
          expectChains(given, kept, rows);
          if (walk.counts.pairsAreAll) expect(walk.counts.pairs).toBe(countPairs(given));
          expect(walk.counts.pairs).toBeLessThanOrEqual(countPairs(given));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("components do not depend on the order of the rows", async () => {
    const shuffled = anyCase.chain((given) => {
      const order = given.values.map((_, row) => row);
      return fc.record({
        given: fc.constant(given),
        order: fc.shuffledSubarray(order, { minLength: order.length }),
      });
    });
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ given, order }) => {
        const other: Case = {
          bands: given.bands.map((band) => order.map((row) => band[row]!)),
          values: order.map((row) => given.values[row]!),
        };
        const [one, two] = [await openWalk(given, fullHalfway), await openWalk(other, fullHalfway)];
        const names = toRows((await keepFirst(one.walk)).keptFor, one.rows, order.length);
        const others = toRows((await keepFirst(two.walk)).keptFor, two.rows, order.length);
        const partition = (name: (row: number) => number) =>
          order.map((_, a) => order.map((__, b) => name(a) === name(b)));
        expect(partition((row) => others[order.indexOf(row)]!)).toEqual(partition((row) => names[row]!));
      }),
    );
  });
});

describe("keepGreedily", () => {
  test("keeps a row unless a kept one is similar, whatever was passed over", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (given) => {
        const expected = bruteGreedy(given);
        for (const limits of [defaultWalkLimits, fullNever, fullHalfway]) {
          const { walk, rows } = await openWalk(given, limits);
          const kept = await keepGreedily(walk);
          expect(toRows(kept.keptFor, rows, expected.length)).toEqual(expected);
          expectChains(given, kept, rows);
          if (walk.counts.pairsAreAll) expect(walk.counts.pairs).toBe(countPairs(given));
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Every row that is not kept was matched by a similar one, and so on up to the one that stands for it. */
function expectChains(given: Case, { keptFor, matchedBy, similarities }: KeptTexts, rows: Int32Array): void {
  for (const [text, stand] of keptFor.entries()) {
    if (stand === text) expect([matchedBy[text], similarities[text]]).toEqual([text, Number.NaN]);
    let at = text;
    for (let steps = 0; at !== stand; steps++) {
      expect(steps).toBeLessThan(keptFor.length);
      const next = matchedBy[at]!;
      const [row, other] = [rows[at]!, rows[next]!];
      expect(areSimilar(given, row, other)).toBe(true);
      expect(similarities[at]).toBe(similarityOf(given.values[row]!, given.values[other]!));
      at = next;
    }
  }
}

describe("a set of templates", () => {
  const count = 2000;
  const templates = (isAlike: (row: number) => number): Case => ({
    bands: [0, 1, 2].map(() => Array.from({ length: count }, () => 0)),
    values: Array.from({ length: count }, (_, row) => isAlike(row)),
  });

  test("in one component takes little more than one comparison a row once the walk is no longer full", async () => {
    const { walk } = await openWalk(
      templates(() => 1),
      { ...fullNever, full: 5000 },
    );
    const { keptFor } = await keepFirst(walk);
    expect(new Set(keptFor)).toEqual(new Set([0]));
    expect(walk.counts.comparisons).toBeLessThan(5000 + 2 * count);
    expect(walk.counts).toMatchObject({ pairsAreAll: false, cutTexts: 0 });
  });

  test("that are all different gives up after the stated number of comparisons in vain", async () => {
    const limits = { full: 0, exact: 10_000, perText: 8 };
    for (const keep of [keepFirst, keepGreedily]) {
      const { walk } = await openWalk(
        templates((row) => row * 10),
        limits,
      );
      const { keptFor } = await keep(walk);
      expect(new Set(keptFor).size).toBe(count);
      expect(walk.counts.comparisons).toBeLessThan(10_000 + count + 8 * count);
      expect(walk.counts.cutTexts).toBeGreaterThan(count / 2);
    }
  });

  test("stops when asked to", async () => {
    const stop = AbortSignal.abort(new Error("enough"));
    for (const keep of [keepFirst, keepGreedily]) {
      const { walk } = await openWalk(
        templates(() => 1),
        defaultWalkLimits,
      );
      await expect(keep(walk, stop)).rejects.toThrow("enough");
      expect(walk.counts.comparisons).toBeLessThan(count ** 2 / 4);
    }
  });
});
