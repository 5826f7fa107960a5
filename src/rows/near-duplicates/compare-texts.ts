import type { Compare } from "./candidate-walk.ts";
import { compareSets, estimateSimilarity } from "./jaccard.ts";
import type { Verification } from "./near-duplicate-settings.ts";
import type { TextSets } from "./text-sets.ts";

export interface Judgement {
  readonly verify: Verification;
  readonly threshold: number;
}

/** Compares texts as the verification says; `sets` are shingles for `jaccard`, signatures for `estimate`. */
export function createCompare({ verify, threshold }: Judgement, sets: TextSets | undefined): Compare {
  if (verify === "none" || sets === undefined) return () => Number.NaN;
  const measure = verify === "jaccard" ? compareSets : estimateAtLeast;
  let current = -1;
  let laterSet = new Float64Array();
  return (later, earlier) => {
    if (later !== current) laterSet = sets.get(later).slice();
    current = later;
    return measure(laterSet, sets.get(earlier), threshold);
  };
}

function estimateAtLeast(a: Float64Array, b: Float64Array, threshold: number): number {
  const similarity = estimateSimilarity(a, b);
  return similarity >= threshold ? similarity : -1;
}
