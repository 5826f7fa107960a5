import { createRuleAgents } from "../../src/agents/index.ts";
import type { CreateAgents } from "../../src/evaluate/index.ts";

interface AgentMode {
  readonly createAgents: CreateAgents;
  /** Adjustments of the confidence model that only these agents can show, so that they are fitted with them. */
  readonly fitAdjustments: readonly string[];
}

/** Agents that can be measured and fitted, by what `--agents` calls them. */
const agentModes: Readonly<Record<string, AgentMode>> = {
  rules: { createAgents: (confidence) => createRuleAgents({ confidence }), fitAdjustments: [] },
};

export function findAgentMode(name: string): AgentMode {
  const found = agentModes[name];
  if (found === undefined)
    throw new Error(`--agents ${name} is unknown: choose from ${Object.keys(agentModes).join(", ")}`);
  return found;
}
