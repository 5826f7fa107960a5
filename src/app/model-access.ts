import { type ModelSpec, parseModelSpec, providerKinds, toModelBaseUrl, toModelId } from "../agents/index.ts";
import { AgentRole, StemmaError } from "../model/index.ts";
import type { Configuration } from "./configuration/load-configuration.ts";
import type { SettingName } from "./configuration/settings.ts";
import { modelKeyVariables, type Token } from "./configuration/tokens.ts";

/** The models of the paper (7.1), taken when a person has chosen to use models and names no others (spec T9). */
const paperModels: Readonly<Record<AgentRole, string>> = {
  sourcing: "openai/gpt-5.1",
  extracting: "google/gemini-2.5-flash",
  tracing: "openai/gpt-5.1",
  aggregation: "google/gemini-2.5-pro",
};

const endpointSettings = {
  openai: "openaiEndpoint",
  google: "googleEndpoint",
  anthropic: "anthropicEndpoint",
  compatible: "compatibleEndpoint",
} as const satisfies Record<ModelSpec["provider"], SettingName>;

/** How a model is reached. */
export interface ModelAccess {
  readonly spec: ModelSpec | "rules";
  readonly baseUrl: string | null;
  /** Whether the user configured the address: only then may it be local, and does the key go there. */
  readonly isTrusted: boolean;
  readonly key: Token | null;
  readonly keyVariable: string | null;
  /** The provider wants a key at this address and there is none. */
  readonly isKeyMissing: boolean;
}

/** Who plays a role, and how it is reached. */
export interface RoleAccess extends ModelAccess {
  readonly role: AgentRole;
}

/**
 * The roles as they are configured, whether or not models read. A key goes to the provider's own address or to one that
 * the user named; not to one of a project file, which may come with a cloned repository.
 *
 * @throws StemmaError `usage` for a name that is no model.
 */
export function listRoleAccess(configuration: Configuration): RoleAccess[] {
  return AgentRole.options.map((role) => toRoleAccess(configuration, role));
}

function toRoleAccess(configuration: Configuration, role: AgentRole): RoleAccess {
  const { settings } = configuration;
  const name = settings[`${role}Model`] ?? settings.model ?? paperModels[role];
  return { ...toModelAccess(configuration, name), role };
}

/** The access to one model by its name. @throws StemmaError `usage` for a name that is no model. */
export function toModelAccess({ settings, origins, tokens }: Configuration, name: string): ModelAccess {
  const spec = parseModelSpec(name);
  if (spec === "rules") return rulesAccess;
  const { provider } = spec;
  const setting = endpointSettings[provider];
  const { from } = origins[setting];
  const key = from === "project-file" ? null : tokens[provider];
  return {
    spec,
    baseUrl: toModelBaseUrl({ spec, baseUrl: settings[setting] }),
    isTrusted: from !== "project-file" && (from !== "default" || provider === "compatible"),
    key,
    keyVariable: modelKeyVariables[provider][0],
    isKeyMissing: key === null && from === "default" && providerKinds[provider].needsKey,
  };
}

const rulesAccess = {
  spec: "rules",
  baseUrl: null,
  isTrusted: false,
  key: null,
  keyVariable: null,
  isKeyMissing: false,
} as const;

/** @throws StemmaError `auth` naming the variable, before anything is read that a missing key would waste. */
export function assertKeys(roles: readonly RoleAccess[]): void {
  for (const { role, spec, keyVariable, isKeyMissing } of roles) {
    if (spec === "rules" || !isKeyMissing) continue;
    const text = `the ${role} agents are to be ${toModelId(spec)}, but there is no key for ${spec.provider}`;
    throw new StemmaError("auth", text, {
      hint: `set ${keyVariable}, name another model (--model compatible/qwen3:8b), or read by rules (--agents rules)`,
    });
  }
}
