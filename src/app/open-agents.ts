import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  bundledConfidence,
  type ConfidenceModel,
  createEstimatingModel,
  createLanguageModels,
  createModelAgents,
  createModelBudget,
  createModelTelemetry,
  createRuleAgents,
  type EstimatingModel,
  type LanguageModels,
  type ModelTelemetry,
} from "../agents/index.ts";
import { ModelPrices } from "../catalogue/index.ts";
import { type AgentRole, type ModelCall, StemmaError } from "../model/index.ts";
import type { Agents, LanguageModel, RoleModels } from "../model/ports/index.ts";
import { createGuardedFetch, type GuardedFetch } from "../sources/index.ts";
import type { Configuration } from "./configuration/load-configuration.ts";
import { assertKeys, listRoleAccess, type RoleAccess } from "./model-access.ts";
import type { UseCaseContext } from "./use-case.ts";
import { readVersion } from "./version.ts";

export interface AgentsOrder {
  readonly runId: string;
  /** Takes the lines of the ledger. */
  readonly onCall: (call: ModelCall) => void;
}

/** Those who read, until `close`; without models nothing is opened. */
export interface OpenedAgents {
  readonly agents: Agents;
  /** The same, judging by other weights. */
  readonly createAgents: (confidence: ConfidenceModel) => Agents;
  readonly usesModels: boolean;
  close(): Promise<void>;
}

/** The agents that the configuration asks for: rules, or language models beside them. */
export function openAgents(context: UseCaseContext, order: AgentsOrder): OpenedAgents {
  if (context.configuration.settings.agents === "rules") {
    const createAgents = (confidence: ConfidenceModel) => createRuleAgents({ confidence });
    return { agents: createRuleAgents(), createAgents, usesModels: false, close: async () => undefined };
  }
  const roles = listRoleAccess(context.configuration);
  assertKeys(roles);
  const door = openDoor(context, roles);
  const telemetry = openTelemetry(context, door);
  const opened = openModels(context, order, { fetch: door.fetch, telemetry });
  const models = toRoleModels(roles, (access) => openModel(opened, access));
  const createAgents = (confidence: ConfidenceModel) =>
    createModelAgents({ rules: createRuleAgents({ confidence }), models, confidence });
  return {
    agents: createAgents(bundledConfidence),
    createAgents,
    usesModels: roles.some(({ spec }) => spec !== "rules"),
    close: async () => {
      await telemetry.flush();
      await door.close();
      tellLost(context, telemetry);
    },
  };
}

/** The same agents, with models that ask nobody and count what they would be asked. */
export function openEstimatingAgents(configuration: Configuration): {
  readonly agents: Agents;
  readonly models: ReadonlyMap<AgentRole, EstimatingModel>;
} {
  const rules = createRuleAgents();
  const models = new Map<AgentRole, EstimatingModel>();
  if (configuration.settings.agents === "rules") return { agents: rules, models };
  const prices = readPrices(configuration);
  const answersFolder = toAnswersFolder(configuration);
  const roles = listRoleAccess(configuration);
  const roleModels = toRoleModels(roles, ({ role, spec }) => {
    if (spec === "rules") return null;
    const model = createEstimatingModel({ spec, answersFolder, prices });
    models.set(role, model);
    return model;
  });
  return { agents: createModelAgents({ rules, models: roleModels }), models };
}

function toRoleModels(
  roles: readonly RoleAccess[],
  open: (access: RoleAccess) => LanguageModel | null,
): RoleModels {
  const opened = new Map(roles.map((access) => [access.role, open(access)]));
  const find = (role: AgentRole) => opened.get(role) ?? null;
  return {
    sourcing: find("sourcing"),
    extracting: find("extracting"),
    tracing: find("tracing"),
    aggregation: find("aggregation"),
  };
}

/** The one way outward for everything about models: their addresses and the collector's, nothing else. */
function openDoor({ configuration, signal }: UseCaseContext, roles: readonly RoleAccess[]): GuardedFetch {
  const { settings, origins } = configuration;
  const endpoints = roles.flatMap(({ baseUrl, isTrusted }) =>
    baseUrl === null ? [] : [{ baseUrl, isTrusted }],
  );
  const collector = settings.telemetryEndpoint;
  if (collector !== null) {
    endpoints.push({ baseUrl: collector, isTrusted: origins.telemetryEndpoint.from !== "project-file" });
  }
  return createGuardedFetch({
    endpoints,
    userAgent: `stemma/${readVersion()}`,
    isOffline: settings.offline,
    signal,
  });
}

function openTelemetry({ configuration }: UseCaseContext, door: GuardedFetch): ModelTelemetry {
  const { settings, origins, tokens } = configuration;
  const isUsers = origins.telemetryEndpoint.from !== "project-file";
  const headers = isUsers ? parseHeaders(tokens.telemetry?.value ?? "") : {};
  return createModelTelemetry({
    endpoint: settings.telemetryEndpoint,
    fetch: (input, init) =>
      door.fetch(input, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), ...headers },
      }),
  });
}

/** `name=value,name=value`, percent-encoded, as OpenTelemetry's specification has it. */
function parseHeaders(text: string): Record<string, string> {
  const pairs = text.split(",").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at < 1 ? [] : [[pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())] as const];
  });
  return Object.fromEntries(pairs);
}

function tellLost({ onEvent }: UseCaseContext, { counts }: ModelTelemetry): void {
  if (counts.lost > 0)
    onEvent?.({ kind: "note", text: `${counts.lost} spans did not reach the telemetry collector` });
}

interface Connection {
  readonly fetch: typeof globalThis.fetch;
  readonly telemetry: ModelTelemetry;
}

function openModels(
  { configuration }: UseCaseContext,
  { runId, onCall }: AgentsOrder,
  { fetch, telemetry }: Connection,
): LanguageModels {
  const { settings } = configuration;
  return createLanguageModels({
    fetch,
    telemetry,
    answersFolder: toAnswersFolder(configuration),
    budget: createModelBudget({ maxTokens: settings.maxTokens, maxCostUsd: settings.maxCost }),
    ledger: { record: onCall },
    runId,
    prices: readPrices(configuration),
    concurrency: settings.modelConcurrency,
  });
}

function openModel(models: LanguageModels, access: RoleAccess): LanguageModel | null {
  const { spec, baseUrl, key, keyVariable } = access;
  if (spec === "rules") return null;
  return models.open({ spec, baseUrl, apiKey: key?.value ?? null, keyVariable: keyVariable ?? undefined });
}

function toAnswersFolder({ cacheFolder }: Configuration): string {
  return join(cacheFolder, "model-answers");
}

/** @throws StemmaError `usage` with the path for a file of prices that cannot be read. */
export function readPrices({ settings }: Configuration): ModelPrices {
  const path = settings.modelPrices;
  if (path === null) return {};
  try {
    return ModelPrices.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new StemmaError("usage", `the prices in ${path} cannot be read: ${reason}`, {
      hint: 'write {"provider/model": {"inputUsd": 1.25, "outputUsd": 10, "source": "…", "date": "2026-11-20"}}, in US dollars per million tokens',
      cause,
    });
  }
}
