import { APICallError, type LanguageModelV4, type LanguageModelV4CallOptions } from "@ai-sdk/provider";
import type { ModelReply, ReplyUsage, Responder } from "./model-reply.ts";
import type { ModelRequest } from "./model-request.ts";

/** Passes every request on to a model of the AI SDK and hands its answer back: what a recorder listens to. */
export function createUpstreamResponder(model: LanguageModelV4): Responder {
  return async (request) => {
    try {
      const { content, finishReason, usage } = await model.doGenerate(toCall(request));
      const text = content.map((part) => toText(part)).join("");
      const counted = toUsage(usage);
      if (finishReason.unified === "content-filter") return { kind: "refusal", text, usage: counted };
      const finish = finishReason.unified === "length" ? "length" : "stop";
      return { kind: "answer", text, finish, usage: counted };
    } catch (error) {
      if (!APICallError.isInstance(error)) throw error;
      return toFailure(error, request);
    }
  };
}

type Call = LanguageModelV4CallOptions;
type Generated = Awaited<ReturnType<LanguageModelV4["doGenerate"]>>;

function toCall(request: ModelRequest): Call {
  const { temperature, seed, maxOutputTokens } = request.parameters;
  return {
    prompt: [
      { role: "system", content: request.system },
      ...request.turns.map(({ role, text }) => ({ role, content: [{ type: "text" as const, text }] })),
    ],
    ...toShape(request),
    ...(temperature === null ? {} : { temperature }),
    ...(seed === null ? {} : { seed }),
    ...(maxOutputTokens === null ? {} : { maxOutputTokens }),
  };
}

function toShape({ mode, name, schema }: ModelRequest): Partial<Call> {
  const inputSchema = schema ?? {};
  switch (mode) {
    case "json-schema":
      return { responseFormat: { type: "json", schema: inputSchema, name: name ?? "answer" } };
    case "json-object":
      return { responseFormat: { type: "json" } };
    case "tool-call":
      return {
        tools: [{ type: "function", name: name ?? "answer", inputSchema }],
        toolChoice: { type: "tool", toolName: name ?? "answer" },
      };
    case "text":
      return {};
  }
}

function toText(part: Generated["content"][number]): string {
  if (part.type === "text") return part.text;
  return part.type === "tool-call" ? part.input : "";
}

function toUsage({ inputTokens, outputTokens }: Generated["usage"]): ReplyUsage | null {
  if (inputTokens.total === undefined || outputTokens.total === undefined) return null;
  return { inputTokens: inputTokens.total, outputTokens: outputTokens.total };
}

function toFailure(error: APICallError, { model }: ModelRequest): ModelReply {
  const status = error.statusCode ?? 500;
  const wait = Number(error.responseHeaders?.["retry-after"] ?? Number.NaN);
  if (status === 429)
    return {
      kind: "failure",
      failure: { kind: "rate-limited", retryAfterSeconds: Number.isNaN(wait) ? null : wait },
    };
  if (status === 404) return { kind: "failure", failure: { kind: "model-not-found", model } };
  if (status >= 500)
    return { kind: "failure", failure: { kind: "server", status: status === 500 ? 500 : 503 } };
  return { kind: "failure", failure: { kind: "invalid", message: error.message, parameter: null } };
}
