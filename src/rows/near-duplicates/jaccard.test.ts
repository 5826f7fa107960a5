import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareSets, estimateSimilarity } from "./jaccard.ts";

const numbers = fc
  .uniqueArray(fc.nat({ max: 60 }), { maxLength: 40 })
  .map((values) => Float64Array.from(values).sort());

describe("compareSets", () => {
  test("is the Jaccard similarity, or -1 below the threshold", () => {
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 1, max: 20 }), (a, b, twentieths) => {
        const threshold = twentieths / 20;
        const shared = a.filter((number) => b.includes(number)).length;
        const similarity = shared / (a.length + b.length - shared);
        expect(compareSets(a, b, threshold)).toBe(similarity >= threshold ? similarity : -1);
      }),
      { numRuns: 500 },
    );
  });

  test("takes a similarity that is the threshold, however it is rounded", () => {
    const upTo = (end: number) => Float64Array.from({ length: end }, (_, index) => index);
    for (let all = 1; all <= 100; all++) {
      for (let shared = 1; shared <= all; shared++) {
        expect(compareSets(upTo(all), upTo(shared), shared / all)).toBe(shared / all);
      }
    }
  });

  test("finds texts without a shingle similar to nothing", () => {
    expect(compareSets(new Float64Array(), new Float64Array(), 0.1)).toBe(-1);
  });
});

test("estimateSimilarity is the share of equal positions", () => {
  expect(estimateSimilarity(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 9, 3, 4))).toBe(0.75);
});
