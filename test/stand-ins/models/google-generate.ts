import type { Reply } from "../reply.ts";
import {
  type ApiShape,
  type Fields,
  findJson,
  type RenderedAnswer,
  toBody,
  toFields,
  toInvalid,
  toList,
  toNumber,
  toPartsText,
} from "./api-shape.ts";
import type { ModelFailure } from "./model-reply.ts";
import type { HttpCall, ModelRequest } from "./model-request.ts";

/** POST /v1beta/models/{model}:generateContent. */
export const googleGenerate: ApiShape = {
  api: "google",
  readKey,
  parse,
  toReply: (request, answer, id) =>
    toBody(200, toContent(request, answer, id), {
      "content-type": "application/json; charset=UTF-8",
      "server-timing": "gfet4t7; dur=1",
    }),
  toError,
};

function readKey({ headers }: HttpCall): string | null {
  const key = headers["x-goog-api-key"];
  return typeof key === "string" ? key : null;
}

function parse(call: HttpCall): ModelRequest | ModelFailure {
  const body = toFields(findJson(call.body));
  const contents = toList(body.contents);
  if (contents.length === 0) return toInvalid("* GenerateContentRequest.contents: contents is not specified");
  const config = toFields(body.generationConfig);
  const model = decodeURIComponent(/\/models\/([^:]+):generateContent$/.exec(call.path)?.[1] ?? "");
  const shape = readShape(body, config);
  if (shape.mode === "tool-call" && config.responseMimeType === "application/json")
    return toInvalid("Function calling with a response mime type: 'application/json' is unsupported");
  return {
    api: "google",
    model,
    system: toPartsText(toFields(body.systemInstruction).parts),
    turns: contents.map(({ role, parts }) => ({
      role: role === "model" ? "assistant" : "user",
      text: toPartsText(parts),
    })),
    ...shape,
    parameters: {
      temperature: toNumber(config.temperature),
      seed: toNumber(config.seed),
      maxOutputTokens: toNumber(config.maxOutputTokens),
    },
    key: readKey(call),
  };
}

function readShape(body: Fields, config: Fields): Pick<ModelRequest, "mode" | "name" | "schema"> {
  const tool = toList(toList(body.tools)[0]?.functionDeclarations)[0];
  if (tool !== undefined)
    return {
      mode: "tool-call",
      name: String(tool.name),
      schema: toFields(tool.parametersJsonSchema ?? tool.parameters),
    };
  const schema = config.responseJsonSchema ?? config.responseSchema;
  if (schema !== undefined) return { mode: "json-schema", name: null, schema: toFields(schema) };
  const mode = config.responseMimeType === "application/json" ? "json-object" : "text";
  return { mode, name: null, schema: null };
}

function toContent(request: ModelRequest, answer: RenderedAnswer, id: string): Fields {
  return {
    candidates: [{ ...toCandidate(request, answer), index: 0 }],
    ...(answer.usage === null
      ? {}
      : {
          usageMetadata: {
            promptTokenCount: answer.usage.inputTokens,
            candidatesTokenCount: answer.usage.outputTokens,
            totalTokenCount: answer.usage.inputTokens + answer.usage.outputTokens,
            promptTokensDetails: [{ modality: "TEXT", tokenCount: answer.usage.inputTokens }],
          },
        }),
    modelVersion: request.model,
    responseId: id,
  };
}

/** A refusal has no content, only a reason; a call whose arguments are no JSON has neither. */
function toCandidate(request: ModelRequest, { text, finish, isRefusal }: RenderedAnswer): Fields {
  if (isRefusal) return { finishReason: "SAFETY", safetyRatings: [] };
  const finishReason = finish === "length" ? "MAX_TOKENS" : "STOP";
  if (request.mode !== "tool-call") return { content: { role: "model", parts: [{ text }] }, finishReason };
  const args = findJson(text);
  if (args === undefined)
    return finish === "length"
      ? { content: { role: "model" }, finishReason }
      : { finishReason: "MALFORMED_FUNCTION_CALL", finishMessage: `Malformed function call: ${text}` };
  const functionCall = { name: request.name, args };
  return { content: { role: "model", parts: [{ functionCall }] }, finishReason };
}

interface ErrorFields {
  readonly code: number;
  readonly status: string;
  readonly message: string;
  readonly details?: readonly Fields[];
}

function toError(failure: ModelFailure): Reply {
  const reply = (fields: ErrorFields) =>
    toBody(fields.code, { error: fields }, { "content-type": "application/json; charset=UTF-8" });
  const invalid = { code: 400, status: "INVALID_ARGUMENT" };
  switch (failure.kind) {
    case "missing-key":
      return reply({
        code: 403,
        status: "PERMISSION_DENIED",
        message:
          "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
      });
    case "wrong-key":
      return reply({
        ...invalid,
        message: "API key not valid. Please pass a valid API key.",
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            reason: "API_KEY_INVALID",
            domain: "googleapis.com",
            metadata: { service: "generativelanguage.googleapis.com" },
          },
        ],
      });
    case "model-not-found":
      return reply({
        code: 404,
        status: "NOT_FOUND",
        message: `models/${failure.model} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
      });
    case "rate-limited":
      return toRateLimited(failure.retryAfterSeconds);
    case "server":
      return reply(
        failure.status === 503
          ? { code: 503, status: "UNAVAILABLE", message: "The model is overloaded. Please try again later." }
          : { code: 500, status: "INTERNAL", message: "An internal error has occurred. Please retry." },
      );
    case "unsupported-parameter":
      return reply({ ...invalid, ...toUnknownField(failure.parameter) });
    case "unsupported-schema":
      return reply({ ...invalid, ...toUnknownField("responseJsonSchema") });
    case "invalid":
      return reply({ ...invalid, message: failure.message });
  }
}

/** Google tells how long to wait in the body and in no header. */
function toRateLimited(retryAfterSeconds: number | null): Reply {
  const told = "You exceeded your current quota, please check your plan and billing details.";
  const retry = {
    "@type": "type.googleapis.com/google.rpc.RetryInfo",
    retryDelay: `${retryAfterSeconds}s`,
  };
  const error = {
    code: 429,
    message: retryAfterSeconds === null ? told : `${told} Please retry in ${retryAfterSeconds}s.`,
    status: "RESOURCE_EXHAUSTED",
    ...(retryAfterSeconds === null ? {} : { details: [retry] }),
  };
  return toBody(429, { error }, { "content-type": "application/json; charset=UTF-8" });
}

function toUnknownField(field: string): Pick<ErrorFields, "message" | "details"> {
  const description = `Invalid JSON payload received. Unknown name "${field}" at 'generation_config': Cannot find field.`;
  return {
    message: description,
    details: [
      {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        fieldViolations: [{ field: "generation_config", description }],
      },
    ],
  };
}
