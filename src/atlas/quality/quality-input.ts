import { z } from "zod";

const Share = z.number().min(0).max(1);
/** Percentage points of a benchmark. */
const Points = z.number().min(0).max(100).nullish();

const shared = {
  dataset: z.string().min(1),
  /** Parameters of the trained model, in thousands of millions. */
  modelSize: z.number().positive(),
  /** Share of prompts with at most one distinct answer. */
  answerConsistency: Share,
  /** Share of prompts that are multiple choice. */
  mcqShare: Share,
  /** Occurrences of a prompt over all datasets, on average. */
  meanOccurrences: z.number().min(0),
  /** Share of prompts that overlap a benchmark. */
  leakRate: Share,
  baseMean4: Points,
  basePass4: Points,
  trainedMean4: Points,
  trainedPass4: Points,
  /** What the score is to predict, for the study of how well it does. */
  target: z.number().nullish(),
};

/** What one dataset's quality is computed from (atlas 7.1): what became of its prompts between two checkpoints, by name. */
export const QualityInput = z.strictObject({
  ...shared,
  gained: Share,
  solved: Share,
  unsolved: Share,
  lost: Share,
});
export type QualityInput = z.infer<typeof QualityInput>;

/**
 * The same with the columns of the published script, whose `p10` and `p00` bear swapped names (atlas 6.3): used as they
 * stand there, `p10` is the unsolved share and `p00` the lost one.
 */
export const PublishedQualityInput = z
  .strictObject({ ...shared, p01: Share, p11: Share, p10: Share, p00: Share })
  .transform(
    ({ p01, p11, p10, p00, ...rest }): QualityInput => ({
      ...rest,
      gained: p01,
      solved: p11,
      unsolved: p10,
      lost: p00,
    }),
  );
