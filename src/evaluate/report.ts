import { z } from "zod";

export const evaluationReportVersion = 2;

const counts = { tp: z.int(), fp: z.int(), fn: z.int() };
/** Precision, recall and F1 as 0..1; null where nothing was to be found or nothing was said. */
export const Score = z.object({
  precision: z.number().nullable(),
  recall: z.number().nullable(),
  f1: z.number().nullable(),
  ...counts,
});
export type Score = z.infer<typeof Score>;

const ScoredEdge = z.object({
  upstream: z.string(),
  mention: z.string(),
  verdict: z.enum(["correct", "wrong", "neutral", "missed"]),
  status: z.enum(["accepted", "needs-review"]).nullable(),
  confidence: z.number().nullable(),
  relation: z.string().nullable(),
  method: z.string().nullable(),
  quote: z.string().nullable(),
  label: z.string().nullable(),
});
export type ScoredEdge = z.infer<typeof ScoredEdge>;

const ScoredDataset = z.object({ id: z.string(), ...counts, edges: z.array(ScoredEdge) });
export type ScoredDataset = z.infer<typeof ScoredDataset>;

/** A figure with its 95 % interval; null where nothing was there to compute it from. */
export const Estimate = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Estimate = z.infer<typeof Estimate>;

/** Whether confidence means what it says. Intervals of figures: bootstrap over repositories; of shares in bins: Wilson. */
export const Calibration = z.object({
  /** Reported edges that the labels call right or wrong; neutral ones are left out, ambiguous labels count as right. */
  edges: z.int(),
  wrong: z.int(),
  repositories: z.int(),
  resamples: z.int(),
  /** Expected calibration error, over ten bins of equal width and over ten of equally many edges. */
  expectedError: z.object({ equalWidth: Estimate, equalMass: Estimate }),
  brierScore: Estimate,
  logLoss: Estimate,
  reliability: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      edges: z.int(),
      meanConfidence: z.number(),
      correct: z.object({ value: z.number(), low: z.number(), high: z.number() }),
    }),
  ),
  /** Share of all errors that a reviewer finds in the least sure `percent` of the edges. */
  reviewYield: z.array(z.object({ percent: z.number(), edges: z.int(), errors: Estimate })),
});
export type Calibration = z.infer<typeof Calibration>;

/** What `stemma eval` prints (spec/extraction: how it is measured). */
export const EvaluationReport = z.object({
  schemaVersion: z.literal(evaluationReportVersion),
  /** Name and version of the agents that were measured, such as `rules-2`. */
  agents: z.string(),
  /** `bundled`: with the weights that are shipped; `cross-validated`: refitted without the repository under test. */
  weights: z.enum(["bundled", "cross-validated"]),
  edges: Score,
  accepted: Score,
  strict: Score,
  macro: Score.pick({ precision: true, recall: true, f1: true }),
  withoutLongest: Score,
  silent: z.object({ documents: z.int(), withEdge: z.int() }),
  negatives: z.object({ labelled: z.int(), reported: z.int(), rate: z.number() }),
  candidates: z.object({ recall: z.number().nullable(), found: z.int(), labelled: z.int() }),
  resolution: z.object({
    accuracy: z.number().nullable(),
    withoutCatalogue: z.number().nullable(),
    labelled: z.int(),
  }),
  relations: z.object({ accuracy: z.number().nullable() }),
  calibration: Calibration,
  datasets: z.array(ScoredDataset),
});
export type EvaluationReport = z.infer<typeof EvaluationReport>;
