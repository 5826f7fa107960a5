import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Environment } from "./project-folder.ts";

/** A secret and where it was found. The value goes into request headers and nowhere else. */
export interface Token {
  readonly value: string;
  readonly origin: string;
}

export interface Tokens {
  readonly hub: Token | null;
  readonly github: Token | null;
  readonly openai: Token | null;
  readonly google: Token | null;
  readonly anthropic: Token | null;
  /** For a server of OpenAI's interface; OpenAI's own key never goes there. */
  readonly compatible: Token | null;
  /** Headers for the telemetry collector, as OpenTelemetry writes them: `name=value,name=value`. */
  readonly telemetry: Token | null;
}

/** Where the key of each provider is looked for, in this order. */
export const modelKeyVariables = {
  openai: ["OPENAI_API_KEY"],
  google: ["GOOGLE_GENERATIVE_AI_API_KEY", "GEMINI_API_KEY"],
  anthropic: ["ANTHROPIC_API_KEY"],
  compatible: ["STEMMA_MODEL_API_KEY"],
} as const;

/** Tokens as the hub's own tools look for them: HF_TOKEN, then the file of HF_TOKEN_PATH, HF_HOME or the user's cache. */
export function readTokens(env: Environment): Tokens {
  return {
    hub: findInEnvironment(env, ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"]) ?? findInFile(toTokenFile(env)),
    github: findInEnvironment(env, ["GITHUB_TOKEN", "GH_TOKEN"]),
    openai: findInEnvironment(env, modelKeyVariables.openai),
    google: findInEnvironment(env, modelKeyVariables.google),
    anthropic: findInEnvironment(env, modelKeyVariables.anthropic),
    compatible: findInEnvironment(env, modelKeyVariables.compatible),
    telemetry: findInEnvironment(env, ["OTEL_EXPORTER_OTLP_HEADERS"]),
  };
}

function findInEnvironment(env: Environment, names: readonly string[]): Token | null {
  for (const name of names) {
    const value = env[name]?.trim();
    if (value) return { value, origin: name };
  }
  return null;
}

function toTokenFile(env: Environment): string {
  if (env.HF_TOKEN_PATH) return env.HF_TOKEN_PATH;
  const home = env.HOME || env.USERPROFILE || homedir();
  const cache = env.XDG_CACHE_HOME || join(home, ".cache");
  return join(env.HF_HOME || join(cache, "huggingface"), "token");
}

function findInFile(path: string): Token | null {
  try {
    const value = readFileSync(path, "utf8").trim();
    return value === "" ? null : { value, origin: path };
  } catch {
    return null;
  }
}
