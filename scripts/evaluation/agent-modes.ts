import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfiguration } from "../../src/app/index.ts";
import { type OpenedAgents, openAgents } from "../../src/app/open-agents.ts";
import { createReadingResponder, standInKeys, startModelStandIn } from "../../test/stand-ins/models/index.ts";

export interface AgentMode extends Pick<OpenedAgents, "createAgents" | "close"> {
  readonly title: string;
  /** Adjustments of the confidence model that only these agents can show, so that they are fitted with them. */
  readonly fitAdjustments: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Agents that can be measured and fitted, by what `--agents` calls them. */
const agentModes: Readonly<Record<string, () => Promise<AgentMode>>> = {
  rules: async () => open("rules", {}),
  /** Models as the user's configuration has them, with the user's keys. */
  model: async () => open("model", process.env),
  "stand-in": openStandIn,
};

export async function openAgentMode(name: string): Promise<AgentMode> {
  const mode = agentModes[name];
  if (mode !== undefined) return await mode();
  throw new Error(`--agents ${name} is unknown: choose from ${Object.keys(agentModes).join(", ")}`);
}

function open(agents: "rules" | "model", env: Environment): AgentMode {
  const configuration = loadConfiguration({ flags: { agents }, env, cwd: process.cwd() });
  const opened = openAgents({ configuration }, { runId: randomUUID(), onCall: () => undefined });
  return {
    title: agents,
    createAgents: opened.createAgents,
    close: opened.close,
    fitAdjustments: agents === "rules" ? [] : ["modelAgrees", "modelOnly", "modelSilent"],
  };
}

/** A scripted reader behind the four model interfaces on loopback: it shows that the mode works, not what a model can. */
async function openStandIn(): Promise<AgentMode> {
  const folder = await mkdtemp(join(tmpdir(), "stemma-stand-in-"));
  const standIn = await startModelStandIn({ responder: createReadingResponder() });
  const mode = open("model", {
    STEMMA_CACHE: folder,
    OPENAI_BASE_URL: standIn.baseUrls.openai,
    OPENAI_API_KEY: standInKeys.openai,
    GOOGLE_GENERATIVE_AI_BASE_URL: standIn.baseUrls.google,
    GEMINI_API_KEY: standInKeys.google,
  });
  return {
    ...mode,
    title: "model: stand-in",
    close: async () => {
      await mode.close();
      await standIn.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
