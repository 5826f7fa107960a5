import { z } from "zod";
import type { AgentRole } from "../../model/index.ts";

/** How results are printed; `auto` is `human` on a terminal and `agent` in a pipe. */
export const OutputFormat = z.enum(["auto", "human", "agent", "json", "quiet"]);
export type OutputFormat = z.infer<typeof OutputFormat>;

const Count = z.coerce.number("write a whole number").int("write a whole number");
const Unlimited = z.literal(["unlimited", null]).transform(() => null);
const Limit = z.union([Unlimited, Count.min(1)], "write a whole number from 1 on, or unlimited");
const Depth = z.union([Unlimited, Count.min(0)], "write a whole number from 0 on, or unlimited");
const Flag = z.union(
  [
    z.literal([true, "1", "true", "yes", "on"]).transform(() => true),
    z.literal([false, "0", "false", "no", "off"]).transform(() => false),
  ],
  "write true or false",
);
const Endpoint = z
  .url({ protocol: /^https?$/, error: "write an address that starts with https:// or http://" })
  .transform((text) => text.replace(/\/+$/, ""));
const Folder = z.string().min(1, "write a path");

const Cost = z.union([Unlimited, z.coerce.number().min(0)], "write an amount in US dollars, or unlimited");
const ModelName = z
  .string()
  .regex(/^(?:rules|[a-z]+\/\S+)$/, "write provider/model (openai/gpt-5.1, compatible/llama3.3), or rules");

/** `127.0.0.1:11434`, as Ollama writes it, or the base URL of any server of OpenAI's interface; `/v1` is added where no path is. */
const ServerAddress = z
  .string()
  .transform((text) => (/^https?:/i.test(text) ? text : `http://${text}`))
  .pipe(Endpoint)
  .transform((text) => (new URL(text).pathname === "/" ? `${text}/v1` : text));

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

const Duration = z.union(
  [
    Unlimited,
    z
      .string()
      .regex(/^\d+(?:\.\d+)?(?:ms|s|m|h)$/)
      .transform(toDurationMs),
  ],
  "write a duration with its unit: 90s, 15m, 2h",
);

function toDurationMs(text: string): number {
  const [, amount = "0", unit = "s"] = /^([\d.]+)(\w+)$/.exec(text) ?? [];
  return Math.max(1, Math.round(Number(amount) * (unitsMs[unit] ?? 1000)));
}

/** Where a value may come from besides its flag and the files, and what it means; one line per setting. */
export interface SettingDefinition {
  readonly schema: z.ZodType;
  readonly environment: readonly string[];
  readonly meaning: string;
  readonly fallback: unknown;
}

/**
 * Every setting there is. The flag and the key in `config.yaml` are the name in kebab-case. Tokens are no settings:
 * they come from the environment or the hub's own token file only.
 */
export const settingDefinitions = {
  store: define(
    Folder.nullable(),
    ["STEMMA_STORE"],
    null,
    "store file; null: .stemma/ in the project folder",
  ),
  cache: define(Folder.nullable(), ["STEMMA_CACHE"], null, "cache folder; null: the user's cache folder"),
  snapshot: define(Folder.nullable(), ["STEMMA_SNAPSHOT"], null, "read from this snapshot, not the network"),
  offline: define(Flag, ["HF_HUB_OFFLINE", "STEMMA_OFFLINE"], false, "make no request"),
  hubEndpoint: define(Endpoint, ["HF_ENDPOINT"], "https://huggingface.co", "dataset hub"),
  arxivEndpoint: define(Endpoint, ["STEMMA_ARXIV_ENDPOINT"], "https://export.arxiv.org", "arXiv's interface"),
  arxivPagesEndpoint: define(Endpoint, ["STEMMA_ARXIV_PAGES_ENDPOINT"], "https://arxiv.org", "arXiv's pages"),
  githubEndpoint: define(
    Endpoint,
    ["STEMMA_GITHUB_ENDPOINT"],
    "https://api.github.com",
    "GitHub's interface",
  ),
  pageGateway: define(
    Endpoint.nullable(),
    ["STEMMA_PAGE_GATEWAY"],
    null,
    "fetches web pages in their place; the page's address is appended",
  ),
  depth: define(Depth, ["STEMMA_DEPTH"], null, "largest distance from a seed to expand"),
  concurrency: define(
    Count.min(1, "write a number from 1 to 64").max(64, "write a number from 1 to 64"),
    ["STEMMA_CONCURRENCY"],
    6,
    "datasets read at the same time",
  ),
  maxDatasets: define(Limit, ["STEMMA_MAX_DATASETS"], null, "datasets to read in one run"),
  maxRequests: define(Limit, ["STEMMA_MAX_REQUESTS"], null, "requests to send in one run"),
  maxDuration: define(Duration, ["STEMMA_MAX_DURATION"], null, "time one run may take"),
  agents: define(
    z.enum(["rules", "model"], "write rules or model"),
    ["STEMMA_AGENTS"],
    "rules",
    "who reads: rules, or language models beside them; a key alone changes nothing",
  ),
  model: define(
    ModelName.nullable(),
    ["STEMMA_MODEL"],
    null,
    "the model of every role that names none of its own; null: those of the paper",
  ),
  sourcingModel: defineRole("sourcing"),
  extractingModel: defineRole("extracting"),
  tracingModel: defineRole("tracing"),
  aggregationModel: defineRole("aggregation"),
  openaiEndpoint: define(Endpoint, ["OPENAI_BASE_URL"], "https://api.openai.com/v1", "OpenAI's interface"),
  googleEndpoint: define(
    Endpoint,
    ["GOOGLE_GENERATIVE_AI_BASE_URL"],
    "https://generativelanguage.googleapis.com/v1beta",
    "Google's interface",
  ),
  anthropicEndpoint: define(
    Endpoint,
    ["ANTHROPIC_BASE_URL"],
    "https://api.anthropic.com/v1",
    "Anthropic's interface",
  ),
  compatibleEndpoint: define(
    ServerAddress,
    ["STEMMA_MODEL_ENDPOINT", "OLLAMA_HOST"],
    "http://127.0.0.1:11434/v1",
    "server of OpenAI's interface (Ollama, vLLM, llama.cpp, LM Studio) for compatible/… models",
  ),
  maxTokens: define(Limit, ["STEMMA_MAX_TOKENS"], null, "tokens that models may take in one run"),
  maxCost: define(Cost, ["STEMMA_MAX_COST"], null, "US dollars that models may cost in one run"),
  modelConcurrency: define(
    Count.min(1, "write a number from 1 to 64").max(64, "write a number from 1 to 64"),
    ["STEMMA_MODEL_CONCURRENCY"],
    4,
    "requests under way at a time, per model endpoint",
  ),
  modelPrices: define(
    Folder.nullable(),
    ["STEMMA_MODEL_PRICES"],
    null,
    "JSON file of prices that go before the bundled ones",
  ),
  telemetryEndpoint: define(
    Endpoint.nullable(),
    ["OTEL_EXPORTER_OTLP_ENDPOINT"],
    null,
    "OpenTelemetry collector (OTLP over HTTP) that is told of model calls; null: nobody",
  ),
  format: define(OutputFormat, ["STEMMA_FORMAT"], "auto", "auto, human, agent, json or quiet"),
  reviewer: define(z.string().min(1), ["STEMMA_REVIEWER", "USER", "LOGNAME"], "unnamed", "name on decisions"),
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof settingDefinitions;

export type Settings = {
  readonly [Name in SettingName]: z.output<(typeof settingDefinitions)[Name]["schema"]>;
};

export const settingNames = Object.keys(settingDefinitions) as SettingName[];

/** `maxDatasets` -> `max-datasets`, as flags and files spell it. */
export function toSettingKey(name: SettingName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function defineRole(role: AgentRole) {
  const variable = `STEMMA_${role.toUpperCase()}_MODEL`;
  return define(ModelName.nullable(), [variable], null, `the model of the ${role} agents, or rules`);
}

function define<Schema extends z.ZodType>(
  schema: Schema,
  environment: readonly string[],
  ...[fallback, meaning]: readonly [z.output<Schema>, string]
) {
  return { schema, environment, fallback, meaning };
}
