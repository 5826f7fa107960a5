export {
  type AccountedSource,
  BuildAccount,
  RowTally,
  StageCount,
  toBuildAccount,
} from "./build/build-account.ts";
export { type BuildJob, type BuiltRows, buildRows } from "./build/build-rows.ts";
export { buildSteps, buildWorker } from "./build/build-steps.ts";
export { readBenchmarkScans } from "./build/equal-leaks.ts";
export { countGatheredBytes, listKept, type SetRow } from "./build/list-kept.ts";
export { type LedgerEntry, ledgerColumns, listLedger } from "./build/list-ledger.ts";
export { readStep } from "./build/read-step.ts";
export { type RowPlaces, readRowPlaces, toFileNames } from "./build/row-places.ts";

export {
  BuildPlan,
  NearDuplicateRule,
  type PlannedSource,
  RowFilters,
} from "./plan/build-plan.ts";
export { type ChoiceOptions, chooseSources } from "./plan/choose-sources.ts";
export { toPlanText } from "./plan/plan-text.ts";
