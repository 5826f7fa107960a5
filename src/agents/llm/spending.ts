import type { LanguageModelV4Prompt } from "@ai-sdk/provider";
import type { ModelPrice } from "../../catalogue/index.ts";
import type { TokenUsage } from "../../model/index.ts";

/** What a request takes or took. `costUsd` is null where the price or a count is not known. */
export interface Spending {
  readonly tokens: number;
  readonly costUsd: number | null;
}

const bytesPerToken = 3.5;
const million = 1_000_000;

/** An estimate: a token for every 3.5 bytes, rounded up. Text that is not Latin has several bytes a character. */
export function estimateInputTokens(prompt: LanguageModelV4Prompt, schema: unknown): number {
  const bytes = Buffer.byteLength(JSON.stringify(prompt)) + Buffer.byteLength(JSON.stringify(schema));
  return Math.ceil(bytes / bytesPerToken);
}

export function toCostUsd(price: ModelPrice | undefined, usage: TokenUsage): number | null {
  const { inputTokens, outputTokens } = usage;
  if (price === undefined || inputTokens === null || outputTokens === null) return null;
  const isLong = price.longInput !== undefined && inputTokens > price.longInput.aboveTokens;
  const rates = isLong && price.longInput !== undefined ? price.longInput : price;
  return (inputTokens * rates.inputUsd + outputTokens * rates.outputUsd) / million;
}

export function toSpending(price: ModelPrice | undefined, usage: TokenUsage): Spending {
  const tokens = (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
  return { tokens, costUsd: toCostUsd(price, usage) };
}
