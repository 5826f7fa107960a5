import { z } from "zod";
import { DatasetId } from "./ids.ts";

export const TraceBudget = z.object({
  /** Largest distance from a seed that is still expanded; null is unlimited. */
  maxDistance: z.int().min(0).nullable(),
  maxDatasets: z.int().min(1).nullable(),
  maxRequests: z.int().min(1).nullable(),
  maxDurationMs: z.int().min(1).nullable(),
  /** For language models only; the rules spend none. */
  maxTokens: z.int().min(0).nullable(),
  maxCostUsd: z.number().min(0).nullable(),
});
export type TraceBudget = z.infer<typeof TraceBudget>;

/** No limit of any kind. */
export const unlimitedBudget: TraceBudget = {
  maxDistance: null,
  maxDatasets: null,
  maxRequests: null,
  maxDurationMs: null,
  maxTokens: null,
  maxCostUsd: null,
};

/** One call of `stemma trace`, kept for good. */
export const Run = z.object({
  id: z.string(),
  seeds: z.array(DatasetId),
  budget: TraceBudget,
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  state: z.enum(["running", "finished", "interrupted", "budget-reached", "failed"]),
  counts: z.record(z.string(), z.int()),
  /** Datasets that the run left undone, in canonical order. */
  leftOver: z.array(DatasetId),
  /** What was read, in words: the network, or which snapshot; null for runs of before that was kept. */
  world: z.string().nullable().default(null),
});
export type Run = z.infer<typeof Run>;
