import type { ModelSpending } from "../../app/index.ts";

/** Calls, cached, quarantined, failed, requests, input tokens, output tokens, US dollars. */
export function toSpendingCells(spending: ModelSpending): string[] {
  const { calls, cached, quarantined, failed, requests, inputTokens, outputTokens, costUsd } = spending;
  const counts = [calls, cached, quarantined, failed, requests, inputTokens, outputTokens];
  return [...counts.map(String), toCostText(costUsd)];
}

/** `12 calls (3 cached), 20,400 tokens in, 1,200 out, 0.0412 US dollars`. */
export function toSpendingText(spending: ModelSpending): string {
  const { calls, cached, quarantined, failed, inputTokens, outputTokens, costUsd } = spending;
  const asides = [
    [cached, "from the cache"],
    [quarantined, "set aside"],
    [failed, "failed"],
  ] as const;
  const told = asides.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const aside = told.length === 0 ? "" : ` (${told.join(", ")})`;
  const tokens = `${inputTokens.toLocaleString("en-US")} tokens in, ${outputTokens.toLocaleString("en-US")} out`;
  const cost = costUsd === null ? "cost unknown" : `${toCostText(costUsd)} US dollars`;
  return `${calls} model ${calls === 1 ? "call" : "calls"}${aside}, ${tokens}, ${cost}`;
}

/** `21,600 tokens, $0.04`: short enough for a line of progress. */
export function toSpentText({ inputTokens, outputTokens, costUsd }: ModelSpending): string {
  const tokens = `${(inputTokens + outputTokens).toLocaleString("en-US")} tokens`;
  return costUsd === null ? tokens : `${tokens}, $${costUsd.toFixed(2)}`;
}

/** `0.0412`, or `unknown`. */
export function toCostText(costUsd: number | null): string {
  return costUsd === null ? "unknown" : costUsd.toFixed(4);
}
