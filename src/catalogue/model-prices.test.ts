import { describe, expect, it } from "vitest";
import { findModelPrice } from "./model-prices.ts";

describe("prices of models", () => {
  it("are found for a model and for its dated versions", () => {
    expect(findModelPrice("openai/gpt-4.1")).toMatchObject({ inputUsd: 2, outputUsd: 8 });
    expect(findModelPrice("openai/gpt-4.1-2025-04-14")).toMatchObject({ inputUsd: 2, outputUsd: 8 });
    expect(findModelPrice("anthropic/claude-haiku-4-5-20251001")).toMatchObject({
      inputUsd: 1,
      outputUsd: 5,
    });
  });

  it.each(["openai/gpt-4.1-turbo", "compatible/gpt-4.1", "gpt-4.1", "openai/", "toString", "__proto__"])(
    "are unknown, not zero: %s",
    (id) => {
      expect(findModelPrice(id)).toBeUndefined();
    },
  );

  it("of the user's own file go first, and make an unknown model known", () => {
    const own = { inputUsd: 0, outputUsd: 0, source: "own machine", date: "2026-01-01" };
    const overrides = { "compatible/llama3:8b": own, "openai/gpt-4.1": own };
    expect(findModelPrice("compatible/llama3:8b", overrides)).toBe(own);
    expect(findModelPrice("openai/gpt-4.1-2025-04-14", overrides)).toBe(own);
    expect(findModelPrice("openai/gpt-5.1", overrides)).toMatchObject({ inputUsd: 1.25 });
  });
});
