import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import {
  createLanguageModels,
  createModelBudget,
  type ModelAccess,
  parseModelSpec,
  providerKinds,
  toModelBaseUrl,
  toModelId,
} from "../../src/agents/index.ts";
import type { StemmaError } from "../../src/model/index.ts";

function open(text: string, access: Partial<ModelAccess> = {}, maxCostUsd: number | null = null) {
  const spec = parseModelSpec(text);
  if (spec === "rules") throw new Error("rules are no model");
  return createLanguageModels({
    fetch: () => Promise.reject(new Error("asked")),
    answersFolder: null,
    budget: createModelBudget({ maxTokens: null, maxCostUsd }),
    ledger: { record: () => {} },
    runId: "run-1",
  }).open({ spec, ...access });
}

function catchOpen(...input: Parameters<typeof open>): StemmaError {
  try {
    open(...input);
  } catch (error) {
    return error as StemmaError;
  }
  throw new Error("it opened");
}

describe("opening a model", () => {
  it.each(["openai", "google", "anthropic"] as const)("of %s needs a key, and says which", (provider) => {
    const error = catchOpen(`${provider}/some-model`);
    expect([error.code, error.hint]).toEqual([
      "auth",
      expect.stringContaining(providerKinds[provider].keyVariable),
    ]);
    expect(open(`${provider}/some-model`, { apiKey: "k-1" }).id).toBe(`${provider}/some-model`);
    expect(open(`${provider}/some-model`, { baseUrl: "http://127.0.0.1:8080/v1" }).id).toBe(
      `${provider}/some-model`,
    );
  });

  it("refuses a key that no header can carry, without showing it", () => {
    const error = catchOpen("openai/gpt-5.1", { apiKey: "sk-secret\n", keyVariable: "MY_KEY" });
    expect([error.code, error.message]).toEqual(["auth", expect.stringContaining("MY_KEY")]);
    expect(`${error.message} ${error.hint}`).not.toContain("secret");
  });

  it("of a compatible server needs its address", () => {
    expect(catchOpen("compatible/llama3").code).toBe("usage");
    expect(catchOpen("compatible/llama3", { baseUrl: "localhost" }).code).toBe("usage");
    const spec = { provider: "compatible", model: "llama3" } as const;
    expect(toModelBaseUrl({ spec, baseUrl: "http://localhost:11434/v1/" })).toBe("http://localhost:11434/v1");
    expect(toModelId(spec)).toBe("compatible/llama3");
  });

  it("without a known price cannot hold a limit of cost", () => {
    const error = catchOpen("openai/gpt-unheard-of", { apiKey: "k-1" }, 5);
    expect([error.code, error.hint]).toEqual(["usage", expect.stringContaining("--max-tokens")]);
    expect(open("openai/gpt-5.1", { apiKey: "k-1" }, 5).id).toBe("openai/gpt-5.1");
  });

  it("loads no SDK before it is asked", () => {
    const agents = new URL("../../src/agents/index.ts", import.meta.url).href;
    const script = `
      import { registerHooks } from "node:module";
      const seen = [];
      registerHooks({ resolve: (name, context, next) => (seen.push(name), next(name, context)) });
      await import(${JSON.stringify(agents)});
      console.log(JSON.stringify(seen.filter((name) => /^(ai|@ai-sdk|@opentelemetry)(\\/|$)/.test(name))), seen.length);`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    expect(printed).toMatch(/^\[\] \d\d+/);
  });
});
