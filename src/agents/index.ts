export {
  bundledConfidence,
  ConfidenceModel,
  toLogOdds,
  toProbability,
} from "./aggregation/confidence/confidence-model.ts";
export {
  createEstimatingModel,
  createLanguageModels,
  createModelBudget,
  createModelTelemetry,
  type EstimatingModel,
  type LanguageModels,
  type LanguageModelsOptions,
  type ModelAccess,
  type ModelBudget,
  type ModelBudgetLimits,
  type ModelClock,
  type ModelEstimate,
  type ModelSpec,
  type ModelTelemetry,
  type ProviderName,
  parseModelSpec,
  providerKinds,
  toModelBaseUrl,
  toModelId,
} from "./llm/index.ts";
export { createModelAgents } from "./model/model-agents.ts";
export { createRuleAgents, type RuleAgentsOptions } from "./rule-agents.ts";
export { readCandidates } from "./tracing/read-candidates.ts";
