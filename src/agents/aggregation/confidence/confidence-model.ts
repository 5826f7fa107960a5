import { z } from "zod";
import type { Features } from "../../../model/index.ts";
import bundledWeights from "./weights.json" with { type: "json" };

/**
 * Logistic model over checkable features. `weights` are fitted on the labelled corpus (`npm run fit`), `adjustments`
 * are set by hand for what that corpus cannot show (several documents, doubtful dates, blog pages, what a language model
 * says), in log-odds. An adjustment that has a prior was fitted too.
 */
export const ConfidenceModel = z.object({
  version: z.string(),
  fittedOn: z.string(),
  bias: z.number(),
  weights: z.record(z.string(), z.number()),
  /** What the weights are pulled towards when they are fitted: general knowledge of how documents state sources. */
  priors: z.record(z.string(), z.number()),
  adjustments: z.record(z.string(), z.number()),
  /** Below `report` nothing is claimed; from `accept` on an edge enters the graph unreviewed. */
  thresholds: z.object({ report: z.number(), accept: z.number() }),
});
export type ConfidenceModel = z.infer<typeof ConfidenceModel>;

export const bundledConfidence: ConfidenceModel = ConfidenceModel.parse(bundledWeights);

/** Log-odds that the candidate with these features is a source. */
export function toLogOdds(model: ConfidenceModel, features: Features): number {
  let sum = model.bias;
  for (const [name, value] of Object.entries(features)) sum += (model.weights[name] ?? 0) * value;
  return sum;
}

export function toProbability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
