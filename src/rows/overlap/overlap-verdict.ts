import { z } from "zod";

/** How the first of two sets of keys lies to the second. */
export const OverlapVerdict = z.enum([
  "equal",
  "subset",
  "superset",
  "near-equal",
  "near-subset",
  "near-superset",
  "overlap",
  "disjoint",
]);
export type OverlapVerdict = z.infer<typeof OverlapVerdict>;

/** From this share of a set's keys on, the other nearly holds it. */
export const nearContainment = 0.95;

export interface SharedKeys {
  readonly uniqueA: number;
  readonly uniqueB: number;
  readonly shared: number;
}

/**
 * `equal`, `subset` and `superset` are exact; a set is nearly held by another that has at least {@link nearContainment} of its
 * keys, and both nearly held are `near-equal`; `disjoint` sets share no key; the rest is `overlap`.
 */
export function toOverlapVerdict({ uniqueA, uniqueB, shared }: SharedKeys): OverlapVerdict {
  if (shared === 0) return "disjoint";
  if (shared === uniqueA) return shared === uniqueB ? "equal" : "subset";
  if (shared === uniqueB) return "superset";
  const isNearA = shared / uniqueA >= nearContainment;
  const isNearB = shared / uniqueB >= nearContainment;
  if (isNearA && isNearB) return "near-equal";
  if (isNearA) return "near-subset";
  return isNearB ? "near-superset" : "overlap";
}
