import { z } from "zod";
import {
  createLanguageModels,
  createModelBudget,
  type ModelBudgetLimits,
  type ModelClock,
} from "../../src/agents/index.ts";
import type { ModelCall } from "../../src/model/index.ts";
import type { LanguageModel, ModelTask } from "../../src/model/ports/index.ts";
import { createGuardedFetch } from "../../src/sources/index.ts";
import {
  type ModelApi,
  type ModelStandIn,
  type Responder,
  standInKeys,
  startModelStandIn,
} from "../stand-ins/models/index.ts";

export const modelNames: Readonly<Record<ModelApi, string>> = {
  openai: "gpt-4.1",
  google: "gemini-2.5-flash",
  anthropic: "claude-sonnet-4-5",
  compatible: "qwen3:8b",
};
export const apis = Object.keys(modelNames) as readonly ModelApi[];

export const Answer = z.object({
  relation: z.enum(["filtered", "translated"]),
  note: z.string().nullable(),
  places: z.array(z.object({ index: z.number(), quote: z.string() })),
});

export function makeTask(changes: Partial<ModelTask<typeof Answer>> = {}): ModelTask<typeof Answer> {
  return {
    role: "tracing",
    name: "test-task/1",
    dataset: "acme/lake",
    instructions: "Say how the dataset was made.",
    untrusted: [{ label: "card", text: "The rows were filtered." }],
    schema: Answer,
    maxOutputTokens: 1000,
    ...changes,
  };
}

/** Time that passes only while somebody waits; every wait is noted. */
function createWaitlessClock() {
  const waits: number[] = [];
  let now = Date.parse("2026-01-01T00:00:00Z");
  const clock: ModelClock = {
    now: () => now,
    sleep: async (waitMs, signal) => {
      signal.throwIfAborted();
      waits.push(waitMs);
      now += waitMs;
    },
  };
  return { clock, waits };
}

export interface OpenOptions {
  readonly responder: Responder;
  readonly api: ModelApi;
  readonly apiKey?: string | null;
  /** Models that the server has. */
  readonly known?: readonly string[];
  readonly answersFolder?: string | null;
  readonly limits?: Partial<ModelBudgetLimits>;
}

export interface OpenedModel {
  readonly model: LanguageModel;
  readonly standIn: ModelStandIn;
  readonly calls: readonly ModelCall[];
  readonly waits: readonly number[];
  close(): Promise<void>;
}

/** A model of the product in front of a stand-in, over HTTP, with a clock that does not wait. */
export async function openModel(options: OpenOptions): Promise<OpenedModel> {
  const { api, known } = options;
  const standIn = await startModelStandIn({
    responder: options.responder,
    ...(known === undefined ? {} : { models: known }),
  });
  const baseUrl = standIn.baseUrls[api];
  const guarded = createGuardedFetch({ endpoints: [{ baseUrl, isTrusted: true }], userAgent: "stemma/test" });
  const calls: ModelCall[] = [];
  const { clock, waits } = createWaitlessClock();
  const models = createLanguageModels({
    fetch: guarded.fetch,
    answersFolder: options.answersFolder ?? null,
    budget: createModelBudget({ maxTokens: null, maxCostUsd: null, ...options.limits }),
    ledger: { record: (call) => calls.push(call) },
    runId: "run-1",
    clock,
    random: () => 0,
  });
  const model = models.open({
    spec: { provider: api, model: modelNames[api] },
    baseUrl,
    apiKey: options.apiKey === undefined ? standInKeys[api] : options.apiKey,
  });
  return {
    model,
    standIn,
    calls,
    waits,
    async close() {
      await guarded.close();
      await standIn.close();
    },
  };
}
