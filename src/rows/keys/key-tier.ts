/**
 * How alike two texts have to be to count as one (roots R0), weakest first: `raw` as they are, `trim` without white space at
 * the ends, `norm` with every run of it as one space, `strong` regardless of Unicode form, case, LaTeX spelling and
 * punctuation, `skeleton` also without known answer-format tails. Results of different tiers are never mixed.
 */
export const keyTiers = ["raw", "trim", "norm", "strong", "skeleton"] as const;
export type KeyTier = (typeof keyTiers)[number];
