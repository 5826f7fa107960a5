import { describe, expect, it } from "vitest";
import { parseModelSpec, toModelId } from "./model-spec.ts";

describe("the name of a model", () => {
  it.each([
    ["openai/gpt-5.1", "openai", "gpt-5.1"],
    ["google/gemini-2.5-pro", "google", "gemini-2.5-pro"],
    ["anthropic/claude-sonnet-4-5-20250929", "anthropic", "claude-sonnet-4-5-20250929"],
    ["compatible/llama3.1:8b", "compatible", "llama3.1:8b"],
    [
      " compatible/hf.co/bartowski/Qwen3-8B-GGUF:Q4_K_M ",
      "compatible",
      "hf.co/bartowski/Qwen3-8B-GGUF:Q4_K_M",
    ],
  ])("%s", (text, provider, model) => {
    const spec = parseModelSpec(text);
    expect(spec).toEqual({ provider, model });
    if (spec !== "rules") expect(toModelId(spec)).toBe(text.trim());
  });

  it("may be the rules", () => {
    expect(parseModelSpec("rules")).toBe("rules");
  });

  it.each([
    "",
    "gpt-5.1",
    "openai",
    "openai/",
    "/gpt",
    "mistral/large",
    "toString/x",
    "openai/a b",
    "rules/1",
    "openai/\u001b[2J",
  ])("is refused with the list of forms: %j", (text) => {
    expect(() => parseModelSpec(text)).toThrow(expect.objectContaining({ code: "usage" }));
    try {
      parseModelSpec(text);
    } catch (error) {
      expect(error).toMatchObject({
        hint: expect.stringMatching(/openai, google, anthropic, compatible.*rules/),
      });
    }
  });
});
