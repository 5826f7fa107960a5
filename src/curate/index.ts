export {
  BuildPlan,
  buildPlanVersion,
  type Exclusion,
  type ExclusionReason,
  exclusionReasons,
  NearDuplicateRule,
  PlannedBenchmark,
  PlannedSource,
  RowFilters,
} from "./plan/build-plan.ts";
export { type ChoiceOptions, chooseSources, type SourceChoice } from "./plan/choose-sources.ts";
