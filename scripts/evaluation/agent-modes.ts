import { createRuleAgents } from "../../src/agents/index.ts";
import type { CreateAgents } from "../../src/evaluate/index.ts";

/** Agents that can be measured and fitted, by what `--agents` calls them. */
const agentModes: Readonly<Record<string, CreateAgents>> = {
  rules: (confidence) => createRuleAgents({ confidence }),
};

export function findAgentMode(name: string): CreateAgents {
  const found = agentModes[name];
  if (found === undefined)
    throw new Error(`--agents ${name} is unknown: choose from ${Object.keys(agentModes).join(", ")}`);
  return found;
}
