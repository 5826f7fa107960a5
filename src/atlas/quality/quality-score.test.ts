import { describe, expect, test } from "vitest";
import { PublishedQualityInput, type QualityInput } from "./quality-input.ts";
import { listQualityWarnings, toQualityScore } from "./quality-score.ts";

const tenPrompts: QualityInput = {
  dataset: "ten prompts",
  modelSize: 1.7,
  gained: 0.3,
  solved: 0.2,
  unsolved: 0.4,
  lost: 0.1,
  answerConsistency: 0.9,
  mcqShare: 0.1,
  meanOccurrences: 5,
  leakRate: 0.05,
  baseMean4: 40,
  trainedMean4: 50,
  basePass4: 60,
  trainedPass4: 64,
};

describe("the worked example of atlas 7.4", () => {
  const expected = {
    1.7: {
      L: 0.26,
      S1a: 0.895,
      S1b: 0.731841,
      S1c: 0.95,
      S1: 0.819013,
      S2: 0.315308,
      S3: 0.261536,
      Q: 0.609465,
    },
    8: { L: 0.41, S1a: 0.895, S1b: 0.81998, S1c: 0.95, S1: 0.87399, S2: 0.491278, S3: 0.280557, Q: 0.562011 },
  };
  test.each([1.7, 8] as const)("for a model of %d", (modelSize) => {
    const score = toQualityScore({ ...tenPrompts, modelSize });
    for (const [term, value] of Object.entries(expected[modelSize]))
      expect(score[term as "Q"], term).toBeCloseTo(value, 6);
  });

  test("the published columns mean the same, p10 being the unsolved share", () => {
    const { gained, solved, unsolved, lost, ...rest } = tenPrompts;
    const input = PublishedQualityInput.parse({
      ...rest,
      p01: gained,
      p11: solved,
      p10: unsolved,
      p00: lost,
    });
    expect(toQualityScore(input)).toEqual(toQualityScore(tenPrompts));
  });
});

test("without figures of a trained model only what is known before training is scored", () => {
  const score = toQualityScore({ ...tenPrompts, trainedMean4: null });
  expect(score).toMatchObject({ S2: null, Q: null });
  expect(score.S1).toBeCloseTo(0.819013, 6);
  expect(score.S3).toBeCloseTo(0.261536, 6);
});

test("reuse costs nothing up to four occurrences and at most 0.7 of its term", () => {
  const toTerm = (meanOccurrences: number) => toQualityScore({ ...tenPrompts, meanOccurrences }).S1a;
  expect(toTerm(1)).toBe(toTerm(4));
  expect(toTerm(4) - toTerm(1000)).toBeCloseTo(0.2 * 0.7, 12);
});

test("shares that do not add up to one are told", () => {
  expect(listQualityWarnings(tenPrompts)).toEqual([]);
  expect(listQualityWarnings({ ...tenPrompts, lost: 0.106 })).toEqual([
    "the shares of ten prompts add up to 1.0060, not to 1",
  ]);
});
