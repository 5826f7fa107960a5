export {
  bundledConfidence,
  ConfidenceModel,
  toLogOdds,
  toProbability,
} from "./aggregation/confidence/confidence-model.ts";
export { createModelAgents } from "./model/model-agents.ts";
export { createRuleAgents, type RuleAgentsOptions } from "./rule-agents.ts";
export { readCandidates } from "./tracing/read-candidates.ts";
