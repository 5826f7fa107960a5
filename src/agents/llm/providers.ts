import type { LanguageModelV4, SharedV4ProviderOptions } from "@ai-sdk/provider";
import type { ModelAttempt } from "../../model/index.ts";

/** How the schema is asked for. */
export type SchemaMode = ModelAttempt["mode"];

export interface ProviderAccess {
  readonly model: string;
  readonly baseUrl: string;
  readonly apiKey: string | null;
  readonly fetch: typeof globalThis.fetch;
}

export interface ProviderKind {
  readonly title: string;
  /** Null where the user has to say it. */
  readonly defaultBaseUrl: string | null;
  /** The environment variable of the key, for messages; whoever configures the run reads it. */
  readonly keyVariable: string;
  readonly needsKey: boolean;
  /** How a schema can be asked for, best first. */
  readonly modes: readonly SchemaMode[];
  /** The provider's name in OpenTelemetry's conventions for generative AI. */
  readonly telemetryName: string;
  readonly options: SharedV4ProviderOptions;
  /** Loads the provider's SDK, which nobody pays for who does not ask it. */
  load(access: ProviderAccess): Promise<LanguageModelV4>;
}

/** Stands for a key where a server of the user's own takes none: the SDK would otherwise read one from the environment. */
const absentKey = "none";

const kinds = {
  openai: {
    title: "OpenAI",
    defaultBaseUrl: "https://api.openai.com/v1",
    keyVariable: "OPENAI_API_KEY",
    needsKey: true,
    modes: ["json-schema", "tool-call", "json-object", "text"],
    telemetryName: "openai",
    options: { openai: { store: false } },
    load: async ({ model, baseUrl, apiKey, fetch }) => {
      const { createOpenAI } = await import("@ai-sdk/openai");
      return createOpenAI({ baseURL: baseUrl, apiKey: apiKey ?? absentKey, fetch }).responses(model);
    },
  },
  google: {
    title: "Google",
    defaultBaseUrl: "https://generativelanguage.googleapis.com/v1beta",
    keyVariable: "GEMINI_API_KEY",
    needsKey: true,
    modes: ["json-schema", "tool-call", "json-object", "text"],
    telemetryName: "gcp.gemini",
    options: {},
    load: async ({ model, baseUrl, apiKey, fetch }) => {
      const { createGoogle } = await import("@ai-sdk/google");
      return createGoogle({ baseURL: baseUrl, apiKey: apiKey ?? absentKey, fetch }).languageModel(model);
    },
  },
  anthropic: {
    title: "Anthropic",
    defaultBaseUrl: "https://api.anthropic.com/v1",
    keyVariable: "ANTHROPIC_API_KEY",
    needsKey: true,
    modes: ["json-schema", "tool-call", "text"],
    telemetryName: "anthropic",
    options: {},
    load: async ({ model, baseUrl, apiKey, fetch }) => {
      const { createAnthropic } = await import("@ai-sdk/anthropic");
      return createAnthropic({ baseURL: baseUrl, apiKey: apiKey ?? absentKey, fetch }).languageModel(model);
    },
  },
  /** Chat completions as Ollama, vLLM, llama.cpp and LM Studio serve them. */
  compatible: {
    title: "the OpenAI-compatible server",
    defaultBaseUrl: null,
    keyVariable: "STEMMA_MODEL_API_KEY",
    needsKey: false,
    modes: ["json-schema", "tool-call", "json-object", "text"],
    telemetryName: "openai_compatible",
    options: {},
    load: async ({ model, baseUrl, apiKey, fetch }) => {
      const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
      const key = apiKey === null ? {} : { apiKey };
      const settings = { baseURL: baseUrl, name: "compatible", supportsStructuredOutputs: true, fetch };
      return createOpenAICompatible({ ...settings, ...key }).chatModel(model);
    },
  },
} as const satisfies Record<string, ProviderKind>;

export type ProviderName = keyof typeof kinds;

export const providerKinds: Readonly<Record<ProviderName, ProviderKind>> = kinds;
