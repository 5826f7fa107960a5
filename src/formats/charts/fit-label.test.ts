import fc from "fast-check";
import { expect, test } from "vitest";
import { fitLabel, toLabelWidth } from "./fit-label.ts";

test("a label that fits is left alone", () => {
  expect(fitLabel("gsm8k", 100, 12)).toBe("gsm8k");
});

test("a long one keeps both of its ends", () => {
  const fitted = fitLabel("Magpie-Reasoning-V2-250K-CoT-Deepseek-R1-Llama-70B", 150, 12);
  expect(fitted).toMatch(/^Magpie.+….+70B$/);
});

test("what hides in a label is written out", () => {
  expect(fitLabel("a\u202eb", 300, 12)).toBe("a\\u{202e}b");
});

test("any label is cut to the width, without cutting a character in two", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 600 }),
      fc.integer({ min: 30, max: 300 }),
      (label, width) => {
        const fitted = fitLabel(label, width, 12);
        expect(toLabelWidth(fitted, 12)).toBeLessThanOrEqual(width + 1e-6);
        expect(fitted.isWellFormed()).toBe(true);
      },
    ),
  );
});
