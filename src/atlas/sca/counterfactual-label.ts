import { z } from "zod";
import { toBetaProbability } from "./beta-distribution.ts";

/** Right answers among samples of one checkpoint. */
export const Correctness = z
  .strictObject({ correct: z.int().min(0), samples: z.int().min(1) })
  .refine(({ correct, samples }) => correct <= samples, "more right answers than samples");
export type Correctness = z.infer<typeof Correctness>;

/** Wrong or right before, then after training on the source alone (atlas 6.1). */
const counterfactualLabels = ["gained", "solved", "unsolved", "lost"] as const;
const CounterfactualLabel = z.enum(counterfactualLabels);
type CounterfactualLabel = z.infer<typeof CounterfactualLabel>;

/** What a label is worth (atlas 6.3). */
const labelScores: Readonly<Record<CounterfactualLabel, number>> = {
  gained: 1,
  solved: 0.5,
  unsolved: 0.2,
  lost: 0,
};

export const LabelledPrompt = z.strictObject({
  label: CounterfactualLabel,
  score: z.number(),
  /** Of every label, given the counts. */
  probabilities: z.record(CounterfactualLabel, z.number()),
  /** Whether the label's probability reaches the bar; null with one sample a side, which cannot tell. */
  isStable: z.boolean().nullable(),
});
export type LabelledPrompt = z.infer<typeof LabelledPrompt>;

/** Jeffreys' prior of a rate. */
const prior = 0.5;
const stableProbability = 0.9;

/**
 * The label of one prompt. A side counts as right when more than half of its samples are; with one sample a side the labels
 * are those of the published bits. The probability that a side is right is
 * that of a rate above one half under Beta(k + 1/2, n - k + 1/2); the two sides are independent.
 */
export function labelPrompt(base: Correctness, trained: Correctness): LabelledPrompt {
  const label = toLabel(isRight(base), isRight(trained));
  const before = toRightProbability(base);
  const after = toRightProbability(trained);
  const probabilities = {
    gained: (1 - before) * after,
    solved: before * after,
    unsolved: (1 - before) * (1 - after),
    lost: before * (1 - after),
  };
  const isSingle = base.samples === 1 && trained.samples === 1;
  return {
    label,
    score: labelScores[label],
    probabilities,
    isStable: isSingle ? null : probabilities[label] >= stableProbability,
  };
}

function isRight({ correct, samples }: Correctness): boolean {
  return 2 * correct > samples;
}

function toRightProbability({ correct, samples }: Correctness): number {
  return 1 - toBetaProbability(0.5, correct + prior, samples - correct + prior);
}

function toLabel(isRightBefore: boolean, isRightAfter: boolean): CounterfactualLabel {
  if (isRightBefore) return isRightAfter ? "solved" : "lost";
  return isRightAfter ? "gained" : "unsolved";
}
