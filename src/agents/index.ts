export {
  bundledConfidence,
  ConfidenceModel,
  toLogOdds,
  toProbability,
} from "./aggregation/confidence/confidence-model.ts";
export { createRuleAgents, type RuleAgentsOptions } from "./rule-agents.ts";
export { readCandidates } from "./tracing/read-candidates.ts";
