import { filterReasons } from "./judge-row.ts";

/** The stages that a row can be dropped at, in their order, and why. `exact-duplicate` and later ones have a cause. */
const stageReasons = {
  read: ["broken", "unmapped"],
  filter: filterReasons,
  draw: ["quota", "domain-share"],
  budget: ["redundancy-budget"],
  exact: ["equal-question"],
  near: ["similar-question"],
  decontamination: null,
} as const;
export type RowStage = keyof typeof stageReasons;

export const rowStages = Object.keys(stageReasons) as [RowStage, ...RowStage[]];
