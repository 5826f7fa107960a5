import { describe, expect, test } from "vitest";
import type { StemmaError } from "../../model/index.ts";
import { type NearDuplicateOptions, parseNearDuplicateOptions } from "./near-duplicate-settings.ts";

test("the paper's values stand for what is not given", () => {
  expect(parseNearDuplicateOptions({})).toEqual({
    permutations: 128,
    threshold: 0.7,
    ngram: 8,
    unit: "word",
    seed: 1,
    bands: 26,
    rows: 4,
    verify: "jaccard",
    keep: "first",
  });
});

test("candidates that nobody looks at get the banding of the least error, unless one is given", () => {
  expect(parseNearDuplicateOptions({ verify: "none" })).toMatchObject({ bands: 14, rows: 9 });
  const given = { verify: "none", bands: 20, rows: 6 };
  expect(parseNearDuplicateOptions(given)).toMatchObject(given);
});

describe("refused with what can be given", () => {
  const refusals: [NearDuplicateOptions, string, string][] = [
    [{ permutations: 100 }, "--permutations cannot be 100", "take a multiple of 8 from 8 to 2048"],
    [{ permutations: 0 }, "--permutations cannot be 0", "take a multiple of 8 from 8 to 2048"],
    [{ threshold: 0 }, "--threshold cannot be 0", "take a number above 0 and up to 1"],
    [{ threshold: 1.1 }, "--threshold cannot be 1.1", "take a number above 0 and up to 1"],
    [{ threshold: Number.NaN }, "--threshold cannot be NaN", "take a number above 0 and up to 1"],
    [{ ngram: 0 }, "--ngram cannot be 0", "take a whole number from 1"],
    [{ ngram: 2.5 }, "--ngram cannot be 2.5", "take a whole number from 1"],
    [{ seed: -1 }, "--seed cannot be -1", "take a whole number from 0"],
    [{ unit: "token" }, '--unit cannot be "token"', "take word, alnum, char"],
    [{ verify: "maybe" }, '--verify cannot be "maybe"', "take jaccard, estimate, none"],
    [{ keep: "last" }, '--keep cannot be "last"', "take first, greedy"],
    [
      { bands: 3 },
      "--bands was given alone",
      "give --bands and --rows together, or neither for those that fit the threshold",
    ],
    [
      { bands: 32, rows: 5 },
      "32 bands of 5 rows need 160 permutations, there are 128",
      "take fewer bands or rows, or more --permutations",
    ],
  ];
  test.each(refusals)("%o", (options, message, hint) => {
    expect(() => parseNearDuplicateOptions(options)).toThrow(
      expect.objectContaining({ code: "usage", message, hint }) as StemmaError,
    );
  });
});
