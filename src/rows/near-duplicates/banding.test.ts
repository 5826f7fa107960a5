import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findProbability, recallAtThreshold, toUnverifiedBanding, toVerifiedBanding } from "./banding.ts";

const target = fc.record({
  permutations: fc.integer({ min: 1, max: 32 }).map((eighth) => eighth * 8),
  threshold: fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100),
});

describe("bandings for verified candidates", () => {
  test("the default finds 999 of 1000 pairs at the threshold", () => {
    expect(toVerifiedBanding({ permutations: 128, threshold: 0.7 })).toEqual({ bands: 26, rows: 4 });
  });

  test("find enough with no band to spare, or as much as the permutations can", () => {
    fc.assert(
      fc.property(target, (wanted) => {
        const { bands, rows } = toVerifiedBanding(wanted);
        expect(bands * rows).toBeLessThanOrEqual(wanted.permutations);
        const found = findProbability(wanted.threshold, { bands, rows });
        if (found < recallAtThreshold) {
          expect({ bands, rows }).toEqual({ bands: wanted.permutations, rows: 1 });
        } else if (bands > 1) {
          expect(findProbability(wanted.threshold, { bands: bands - 1, rows })).toBeLessThan(
            recallAtThreshold,
          );
        }
      }),
    );
  });

  test("equal texts only: all permutations in one band", () => {
    expect(toVerifiedBanding({ permutations: 64, threshold: 1 })).toEqual({ bands: 1, rows: 64 });
  });
});

describe("bandings for candidates that count as they are", () => {
  // The optima that datasketch 2.0 computes with scipy's quadrature.
  test.each([
    [128, 0.7, 14, 9],
    [128, 0.5, 25, 5],
    [128, 0.8, 9, 13],
    [256, 0.7, 25, 10],
    [128, 0.9, 5, 25],
    [64, 0.6, 10, 6],
  ])("%i permutations at %f: %i x %i", (permutations, threshold, bands, rows) => {
    expect(toUnverifiedBanding({ permutations, threshold })).toEqual({ bands, rows });
  });
});
