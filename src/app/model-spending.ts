import { z } from "zod";
import { compareText, type ModelAttempt, type ModelCall } from "../model/index.ts";

const counts = {
  /** Things asked for, answered from the cache or not. */
  calls: z.int(),
  cached: z.int(),
  quarantined: z.int(),
  failed: z.int(),
  /** Requests sent, those whose answer was of no use included. */
  requests: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** US dollars; null where the price of any request is unknown. */
  costUsd: z.number().nullable(),
};

/** What language models took, the failed attempts counted in. */
export const ModelSpending = z.object(counts);
export type ModelSpending = z.infer<typeof ModelSpending>;

export const SpendingGroup = z.object({ group: z.string(), ...counts });
export type SpendingGroup = z.infer<typeof SpendingGroup>;

/** What a ledger can be summed up by. */
export const SpendingKey = z.enum(["role", "model", "dataset", "run"]);
export type SpendingKey = z.infer<typeof SpendingKey>;

export function toModelSpending(calls: readonly ModelCall[]): ModelSpending {
  const count = (state: ModelCall["state"]) => calls.filter((call) => call.state === state).length;
  const attempts = calls.flatMap((call) => call.attempts);
  const sum = (toNumber: (attempt: ModelAttempt) => number | null) =>
    attempts.reduce((total, attempt) => total + (toNumber(attempt) ?? 0), 0);
  const isPriced = attempts.every(({ costUsd }) => costUsd !== null);
  return {
    calls: calls.length,
    cached: count("cached"),
    quarantined: count("quarantined"),
    failed: count("failed"),
    requests: attempts.length,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costUsd: isPriced ? sum(({ costUsd }) => costUsd) : null,
  };
}

export function toSpendingGroups(calls: readonly ModelCall[], by: SpendingKey): SpendingGroup[] {
  return [...Map.groupBy(calls, (call) => (by === "run" ? call.runId : call[by]))]
    .map(([group, grouped]) => ({ group, ...toModelSpending(grouped) }))
    .sort((a, b) => compareText(a.group, b.group));
}

/** Sums up the calls of a run as they are made, and tells of each. */
export interface SpendingMeter {
  readonly spending: ModelSpending;
  add(call: ModelCall): void;
}

export function createSpendingMeter(onSpending: (spending: ModelSpending) => void): SpendingMeter {
  let spending = toModelSpending([]);
  return {
    get spending() {
      return spending;
    },
    add: (call) => {
      spending = addSpending(spending, toModelSpending([call]));
      onSpending(spending);
    },
  };
}

function addSpending(a: ModelSpending, b: ModelSpending): ModelSpending {
  return {
    calls: a.calls + b.calls,
    cached: a.cached + b.cached,
    quarantined: a.quarantined + b.quarantined,
    failed: a.failed + b.failed,
    requests: a.requests + b.requests,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costUsd: a.costUsd === null || b.costUsd === null ? null : a.costUsd + b.costUsd,
  };
}
