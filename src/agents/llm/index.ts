export { createModelBudget, type ModelBudget, type ModelBudgetLimits } from "./budget.ts";
export type { ModelClock } from "./clock.ts";
export {
  createLanguageModels,
  type LanguageModels,
  type LanguageModelsOptions,
  type ModelAccess,
  toModelBaseUrl,
} from "./create-language-models.ts";
export { createEstimatingModel, type EstimatingModel, type ModelEstimate } from "./estimating-model.ts";
export { type ModelSpec, parseModelSpec, toModelId } from "./model-spec.ts";
export { type ProviderName, providerKinds } from "./providers.ts";
export { createModelTelemetry, type ModelTelemetry } from "./telemetry.ts";
