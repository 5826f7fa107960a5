import { expect, test } from "vitest";
import { makeDataset } from "../../test/support/lineage-fixture.ts";
import { findNearIds, searchDatasets, toEditDistance } from "./index.ts";

const known = [
  makeDataset("openai/gsm8k", { aliases: ["gsm8k"], title: "Grade School Math" }),
  makeDataset("AI-MO/NuminaMath-CoT"),
  makeDataset("AI-MO/NuminaMath-1.5"),
];
const ids = known.map((dataset) => dataset.id);

test("searches ids, aliases and titles without regard to case", () => {
  expect(searchDatasets(known, "numinamath").map((dataset) => dataset.id)).toEqual([
    "AI-MO/NuminaMath-1.5",
    "AI-MO/NuminaMath-CoT",
  ]);
  expect(searchDatasets(known, "grade math")[0]?.id).toBe("openai/gsm8k");
  expect(searchDatasets(known, "")).toHaveLength(3);
  expect(searchDatasets(known, "nothing")).toEqual([]);
});

test("suggests what a mistyped id may stand for", () => {
  expect(findNearIds("openai/gms8k", ids)).toEqual(["openai/gsm8k"]);
  expect(findNearIds("NuminaMath", ids)).toEqual(["AI-MO/NuminaMath-1.5", "AI-MO/NuminaMath-CoT"]);
  expect(findNearIds("someone/else-entirely", ids)).toEqual([]);
});

test("counts a swap of neighbours as one edit and stops at the bound", () => {
  expect(toEditDistance("trace", "tarce", 3)).toBe(1);
  expect(toEditDistance("list", "snapshot", 2)).toBe(3);
});
