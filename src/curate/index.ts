export {
  BuildPlan,
  NearDuplicateRule,
  type PlannedSource,
  RowFilters,
} from "./plan/build-plan.ts";
export { type ChoiceOptions, chooseSources } from "./plan/choose-sources.ts";
export { toPlanText } from "./plan/plan-text.ts";
