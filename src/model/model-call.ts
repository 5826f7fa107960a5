import { z } from "zod";
import { AgentRole } from "./agent-role.ts";
import { DatasetId } from "./ids.ts";

/** Tokens as the provider counts them; null where it did not say. */
export const TokenUsage = z.object({ inputTokens: z.int().nullable(), outputTokens: z.int().nullable() });
export type TokenUsage = z.infer<typeof TokenUsage>;

/** One request that reached a provider, whether or not its answer was of use. */
export const ModelAttempt = z.object({
  kind: z.enum(["first", "retry", "repair", "fallback", "probe"]),
  /** How the schema was asked for. */
  mode: z.enum(["json-schema", "tool-call", "json-object", "text"]),
  ...TokenUsage.shape,
  /** US dollars; null where the price or the count is unknown. */
  costUsd: z.number().nullable(),
  /** What was wrong with the answer, in words; null for a good one. */
  problem: z.string().nullable(),
});
export type ModelAttempt = z.infer<typeof ModelAttempt>;

/** One thing asked of a language model, with everything it took: a line of the ledger. */
export const ModelCall = z.object({
  id: z.string(),
  runId: z.string(),
  at: z.string(),
  role: AgentRole,
  /** Name and version of the task: `trace-passages/1`. */
  task: z.string(),
  /** `provider/model`. */
  model: z.string(),
  dataset: DatasetId,
  /** `cached` cost nothing; `quarantined` never fitted the schema, `raw` is what came; `failed` brought no answer. */
  state: z.enum(["answered", "cached", "quarantined", "failed"]),
  attempts: z.array(ModelAttempt),
  /** Parameters that the model would not take and that were left out (`temperature`). */
  droppedParameters: z.array(z.string()),
  /** The provider's fingerprint of what answered; null where it gives none. */
  fingerprint: z.string().nullable(),
  raw: z.string().nullable(),
});
export type ModelCall = z.infer<typeof ModelCall>;
