import { StemmaError } from "../../model/index.ts";
import { type ProviderName, providerKinds } from "./providers.ts";

/** A model of a provider, as a person names it: `openai/gpt-5.1`. */
export interface ModelSpec {
  readonly provider: ProviderName;
  /** As the provider calls it; may hold slashes and colons. */
  readonly model: string;
}

const rules = "rules";
const providerNames = Object.keys(providerKinds).filter(isProviderName);

/** What plays a role. Throws StemmaError `usage` with the forms that are understood. */
export function parseModelSpec(text: string): ModelSpec | "rules" {
  const trimmed = text.trim();
  if (trimmed === rules) return rules;
  const at = trimmed.indexOf("/");
  const provider = trimmed.slice(0, Math.max(at, 0));
  const model = trimmed.slice(at + 1);
  if (!isProviderName(provider) || !/^[\w.:/@+-]{1,200}$/.test(model)) throw createSpecError(trimmed);
  return { provider, model };
}

/** `provider/model`, the id that calls are booked under. */
export function toModelId({ provider, model }: ModelSpec): string {
  return `${provider}/${model}`;
}

function isProviderName(text: string): text is ProviderName {
  return Object.hasOwn(providerKinds, text);
}

function createSpecError(text: string): StemmaError {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return new StemmaError("usage", `"${shown}" names no language model`, {
    hint: `Write provider/model with one of ${providerNames.join(", ")} (openai/gpt-5.1, compatible/llama3.1:8b), or ${rules}.`,
  });
}
