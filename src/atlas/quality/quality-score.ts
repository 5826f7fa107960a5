import { z } from "zod";
import type { QualityInput } from "./quality-input.ts";

/** The terms of Q by the names of atlas 7.1; null where figures of a trained model are needed and not given. */
export const QualityScore = z.strictObject({
  dataset: z.string(),
  modelSize: z.number(),
  /** Learnability: the weighted shares. */
  L: z.number(),
  /** Verifiability: consistent answers, few choices, little reuse. */
  S1a: z.number(),
  /** Learnability squashed, and the evenness of the four shares. */
  S1b: z.number(),
  /** Cleanliness. */
  S1c: z.number(),
  /** What is known before training. */
  S1: z.number(),
  /** Sampling efficiency. */
  S2: z.number().nullable(),
  /** Boundary of capability. */
  S3: z.number().nullable(),
  Q: z.number().nullable(),
});
export type QualityScore = z.infer<typeof QualityScore>;

interface Weights {
  readonly gained: number;
  readonly solved: number;
  readonly unsolved: number;
  readonly lost: number;
  readonly total: readonly [number, number, number];
  readonly static: readonly [number, number, number];
}

const largestSmallModel = 3;
const smallModel: Weights = {
  gained: -0.3,
  solved: -0.5,
  unsolved: 1.5,
  lost: -1.5,
  total: [0.6, 0.25, 0.15],
  static: [0.2, 0.55, 0.25],
};
const largeModel: Weights = {
  gained: 1.5,
  solved: -0.8,
  unsolved: 0.5,
  lost: -0.8,
  total: [0.35, 0.35, 0.3],
  static: [0.2, 0.5, 0.3],
};
/** Shares that add up to less or more than 1 by this much deserve a warning. */
const shareTolerance = 0.005;

/** The quality score of one dataset for a model of one size (atlas 7.1). Not bounded by 1. */
export function toQualityScore(input: QualityInput): QualityScore {
  const weights = input.modelSize <= largestSmallModel ? smallModel : largeModel;
  const L =
    weights.gained * input.gained +
    weights.solved * input.solved +
    weights.unsolved * input.unsolved +
    weights.lost * input.lost;
  const reuse = clamp(4 / Math.max(input.meanOccurrences, 0.01), 0.3, 1);
  const S1a = 0.5 * input.answerConsistency + 0.3 * (1 - 0.5 * input.mcqShare) + 0.2 * reuse;
  const S1b = 1 / (1 + Math.exp(-3 * L)) + 0.05 * toEvenness(input);
  const S1c = 1 - input.leakRate;
  const S1 = dot(weights.static, [S1a, S1b, S1c]);
  const S2 = blend(input, L, { base: input.baseMean4, trained: input.trainedMean4, scale: 20 });
  const S3 = blend(input, L, { base: input.basePass4, trained: input.trainedPass4, scale: 15 });
  const Q = S2 === null || S3 === null ? null : dot(weights.total, [S1, S2, S3]);
  return { dataset: input.dataset, modelSize: input.modelSize, L, S1a, S1b, S1c, S1, S2, S3, Q };
}

/** What is odd about the input; the score is computed all the same. */
export function listQualityWarnings(input: QualityInput): readonly string[] {
  const sum = input.gained + input.solved + input.unsolved + input.lost;
  if (Math.abs(sum - 1) <= shareTolerance) return [];
  return [`the shares of ${input.dataset} add up to ${sum.toFixed(4)}, not to 1`];
}

/** Entropy of the four shares over its largest value; the shares are taken as they are. */
function toEvenness({ gained, solved, unsolved, lost }: QualityInput): number {
  const shares = [lost, unsolved, solved, gained];
  return -shares.reduce((sum, share) => sum + share * Math.log(share + 1e-9), 0) / Math.log(4);
}

interface Gain {
  readonly base: number | null | undefined;
  readonly trained: number | null | undefined;
  /** Percentage points that count as 1. */
  readonly scale: number;
}

/** The larger the model, the more the measured gain counts and the less what learnability promises. */
function blend(
  { modelSize }: QualityInput,
  learnability: number,
  { base, trained, scale }: Gain,
): number | null {
  if (typeof base !== "number" || typeof trained !== "number") return null;
  const lambda = clamp(Math.log10(modelSize), 0, 1);
  return lambda * ((trained - base) / scale) + (1 - lambda) * clamp(learnability, 0, 1);
}

function dot(weights: readonly [number, number, number], terms: readonly [number, number, number]): number {
  return weights[0] * terms[0] + weights[1] * terms[1] + weights[2] * terms[2];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
