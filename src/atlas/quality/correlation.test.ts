import { expect, test } from "vitest";
import { studyCorrelation } from "./correlation.ts";

test("the same order correlates fully, and only it and its reverse are as far: 2 of 5!", () => {
  const study = studyCorrelation([1, 2, 3, 4, 5], [10, 20, 30, 45, 46]);
  expect(study).toMatchObject({ pairs: 5, isExact: true });
  expect(study.spearman).toBeCloseTo(1, 12);
  expect(study.kendall).toBeCloseTo(1, 12);
  expect(study.permutationP).toBeCloseTo(2 / 120, 12);
  for (const rest of study.leaveOneOut) expect(rest).toBeCloseTo(1, 12);
});

test("ties share their mean rank, and tau-b corrects for them", () => {
  const study = studyCorrelation([1, 2, 2, 3], [1, 2, 3, 4]);
  expect(study.spearman).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  expect(study.kendall).toBeCloseTo(5 / Math.sqrt(5 * 6), 12);
});

test("one dataset can carry all of it", () => {
  const study = studyCorrelation([1, 2, 3, 100], [2, 1, 1.5, 50]);
  expect(study.leaveOneOut[3]).toBeCloseTo(-0.5, 12);
  expect(study.spearman).toBeCloseTo(0.4, 12);
});

test("a column that does not vary has no correlation", () => {
  expect(studyCorrelation([1, 1, 1], [1, 2, 3])).toMatchObject({
    spearman: null,
    kendall: null,
    permutationP: null,
  });
  expect(studyCorrelation([1], [2])).toMatchObject({ pairs: 1, pearson: null, permutationP: null });
});

test("of many pairs a seeded sample of orders is taken, the same each time", () => {
  const left = Array.from({ length: 12 }, (_, place) => place);
  const right = left.map((value) => (value * 7) % 12);
  const study = studyCorrelation(left, right);
  expect(study.isExact).toBe(false);
  expect(studyCorrelation(left, right)).toEqual(study);
  expect(study.permutationP).toBeGreaterThan(0.05);
});
