import type {
  JSONSchema7,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4Prompt,
  SharedV4ProviderOptions,
} from "@ai-sdk/provider";
import type { TokenUsage } from "../../model/index.ts";
import { withSchemaText } from "./prompt.ts";
import type { SchemaMode } from "./providers.ts";

/** Parameters that some models do not take. */
export const optionalParameters = { temperature: 0, seed: 7 } as const;
export type OptionalParameter = keyof typeof optionalParameters;

export interface ModelRequest {
  readonly prompt: LanguageModelV4Prompt;
  readonly mode: SchemaMode;
  readonly schema: JSONSchema7;
  readonly maxOutputTokens: number;
}

/** What a provider answered, in one form for all of them. */
export interface ModelReply {
  /** One in a good reply; several when a model called the tool more than once. */
  readonly answers: readonly string[];
  readonly finish: LanguageModelV4GenerateResult["finishReason"]["unified"];
  readonly usage: TokenUsage;
  readonly fingerprint: string | null;
  readonly responseModel: string | null;
  /** Parameters that the provider's SDK left out because it knows that the model does not take them. */
  readonly dropped: readonly OptionalParameter[];
}

interface CallContext {
  readonly dropped: ReadonlySet<OptionalParameter>;
  readonly providerOptions: SharedV4ProviderOptions;
  readonly signal: AbortSignal;
}

const answerName = "answer";
const maxNameLength = 200;
const carriesSchema: ReadonlySet<SchemaMode> = new Set(["json-schema", "tool-call"]);

/** The messages as they are sent, with the schema in words where the mode does not carry it. */
export function toSentPrompt({ prompt, mode, schema }: ModelRequest): LanguageModelV4Prompt {
  return carriesSchema.has(mode) ? prompt : withSchemaText(prompt, schema);
}

export function toCallOptions(request: ModelRequest, context: CallContext): LanguageModelV4CallOptions {
  const taken = Object.entries(optionalParameters).filter(([name]) => !isDropped(name, context.dropped));
  return {
    prompt: toSentPrompt(request),
    maxOutputTokens: request.maxOutputTokens,
    ...Object.fromEntries(taken),
    ...toModeOptions(request),
    providerOptions: context.providerOptions,
    abortSignal: context.signal,
  };
}

export function toModelReply(result: LanguageModelV4GenerateResult): ModelReply {
  const calls = result.content.filter((part) => part.type === "tool-call").map((part) => part.input);
  const texts = result.content.filter((part) => part.type === "text").map((part) => part.text);
  const text = result.structuredOutputText ?? texts.join("");
  return {
    answers: calls.length > 0 ? calls : [text],
    finish: result.finishReason.unified,
    usage: toUsage(result.usage),
    fingerprint: findFingerprint(result),
    responseModel: result.response?.modelId?.slice(0, maxNameLength) ?? null,
    dropped: result.warnings.flatMap((warning) =>
      warning.type === "unsupported" && isOptionalParameter(warning.feature) ? [warning.feature] : [],
    ),
  };
}

function toModeOptions({ mode, schema }: ModelRequest): Partial<LanguageModelV4CallOptions> {
  if (mode === "json-schema") return { responseFormat: { type: "json", schema, name: answerName } };
  if (mode === "json-object") return { responseFormat: { type: "json" } };
  if (mode === "text") return {};
  const description = "Takes the answer to the task.";
  return {
    tools: [{ type: "function", name: answerName, description, inputSchema: schema }],
    toolChoice: { type: "tool", toolName: answerName },
  };
}

/** No request has no input: providers' SDKs write zero where a server said nothing. */
function toUsage({ inputTokens, outputTokens }: LanguageModelV4GenerateResult["usage"]): TokenUsage {
  if (!inputTokens.total) return { inputTokens: null, outputTokens: null };
  return { inputTokens: inputTokens.total, outputTokens: outputTokens.total ?? null };
}

function findFingerprint({ response }: LanguageModelV4GenerateResult): string | null {
  const body: unknown = response?.body;
  if (typeof body !== "object" || body === null) return null;
  const named = "system_fingerprint" in body ? body.system_fingerprint : undefined;
  const version = "modelVersion" in body ? body.modelVersion : undefined;
  return [named, version].find((value) => typeof value === "string")?.slice(0, maxNameLength) ?? null;
}

function isDropped(name: string, dropped: ReadonlySet<OptionalParameter>): boolean {
  return isOptionalParameter(name) && dropped.has(name);
}

function isOptionalParameter(name: string): name is OptionalParameter {
  return Object.hasOwn(optionalParameters, name);
}
