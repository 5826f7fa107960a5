import { type ConfidenceModel, toProbability } from "../agents/index.ts";
import { type Example, type FitOptions, fitConfidence, toExampleLogOdds } from "./fit-confidence.ts";

const penalties = [2, 4, 8, 16, 32];
const folds = 5;

/**
 * Fit options whose pull towards the priors predicts best what is left out, by log loss over folds of repositories.
 * Given only what a fold may see, it makes the cross-validation around it a nested one.
 */
export function choosePenalty(
  examples: readonly Example[],
  base: ConfidenceModel,
  adjustments: readonly string[] = [],
): FitOptions {
  const repositories = [...new Set(examples.map((example) => example.repository))].sort();
  const foldOf = new Map(repositories.map((repository, index) => [repository, index % folds]));
  const losses = penalties.map((penalty) => {
    const tried = { penalty, adjustments };
    const loss = sumOver(folds, (fold) => {
      const isHeldOut = (example: Example) => foldOf.get(example.repository) === fold;
      const model = fitConfidence(
        examples.filter((example) => !isHeldOut(example)),
        base,
        tried,
      );
      return toLogLoss(examples.filter(isHeldOut), model);
    });
    return { tried, loss };
  });
  return losses.reduce((best, one) => (one.loss < best.loss ? one : best)).tried;
}

function sumOver(count: number, value: (index: number) => number): number {
  return Array.from({ length: count }, (_, index) => value(index)).reduce((sum, one) => sum + one, 0);
}

function toLogLoss(examples: readonly Example[], model: ConfidenceModel): number {
  return examples.reduce((sum, example) => {
    const logOdds = toExampleLogOdds(example, model);
    return sum - example.weight * Math.log(toProbability(example.isSource ? logOdds : -logOdds));
  }, 0);
}
