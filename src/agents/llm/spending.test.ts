import { describe, expect, it } from "vitest";
import { estimateInputTokens, toCostUsd } from "./spending.ts";

const price = {
  inputUsd: 1.25,
  outputUsd: 10,
  longInput: { aboveTokens: 200_000, inputUsd: 2.5, outputUsd: 15 },
  source: "a test",
  date: "2026-01-01",
};

describe("what a request costs", () => {
  it("follows the price, of long inputs their own", () => {
    expect(toCostUsd(price, { inputTokens: 200_000, outputTokens: 1_000 })).toBeCloseTo(0.26);
    expect(toCostUsd(price, { inputTokens: 200_001, outputTokens: 1_000 })).toBeCloseTo(0.5150025);
  });

  it("is unknown, not zero, without a price or a count", () => {
    expect(toCostUsd(undefined, { inputTokens: 1, outputTokens: 1 })).toBeNull();
    expect(toCostUsd(price, { inputTokens: null, outputTokens: 1 })).toBeNull();
    expect(toCostUsd(price, { inputTokens: 1, outputTokens: null })).toBeNull();
  });

  it("is estimated by bytes, so that other scripts count for more", () => {
    const estimate = (text: string) =>
      estimateInputTokens([{ role: "system", content: text }], {}) -
      estimateInputTokens([{ role: "system", content: "" }], {});
    expect(estimate("a".repeat(700))).toBe(200);
    expect(estimate("数".repeat(700))).toBe(600);
  });
});
