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
import { findStrictProblem } from "./strict-schema.ts";

/** POST /v1/messages. */
export const anthropicMessages: ApiShape = {
  api: "anthropic",
  readKey,
  parse,
  toReply: (request, answer, id) =>
    toBody(200, toMessage(request, answer, id), { "request-id": `req_${id}` }),
  toError,
};

function readKey({ headers }: HttpCall): string | null {
  const key = headers["x-api-key"];
  return typeof key === "string" ? key : null;
}

function parse(call: HttpCall): ModelRequest | ModelFailure {
  if (call.headers["anthropic-version"] === undefined)
    return toInvalid("anthropic-version: header is required");
  const body = toFields(findJson(call.body));
  if (typeof body.model !== "string") return toInvalid("model: Field required");
  if (typeof body.max_tokens !== "number") return toInvalid("max_tokens: Field required");
  const shape = readShape(body);
  const isStrict = shape.mode === "json-schema";
  if (isStrict && findStrictProblem(shape.schema)?.includes("additionalProperties"))
    return toInvalid(
      "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
    );
  return {
    api: "anthropic",
    model: body.model,
    system: toPartsText(body.system),
    turns: toList(body.messages).map(({ role, content }) => ({
      role: role === "assistant" ? "assistant" : "user",
      text: toPartsText(content),
    })),
    ...shape,
    parameters: { temperature: toNumber(body.temperature), seed: null, maxOutputTokens: body.max_tokens },
    key: readKey(call),
  };
}

function readShape(body: Fields): Pick<ModelRequest, "mode" | "name" | "schema"> {
  const format = toFields(toFields(body.output_config).format);
  const tool = toList(body.tools)[0];
  if (format.type === "json_schema")
    return { mode: "json-schema", name: null, schema: toFields(format.schema) };
  if (tool !== undefined)
    return { mode: "tool-call", name: String(tool.name), schema: toFields(tool.input_schema) };
  return { mode: "text", name: null, schema: null };
}

function toMessage(request: ModelRequest, answer: RenderedAnswer, id: string): Fields {
  const content = toBlocks(request, answer, id);
  const ended = content[0]?.type === "tool_use" ? "tool_use" : "end_turn";
  const stopped = answer.isRefusal ? "refusal" : ended;
  return {
    id: `msg_${id}`,
    type: "message",
    role: "assistant",
    model: request.model,
    content,
    stop_reason: answer.finish === "length" ? "max_tokens" : stopped,
    stop_sequence: null,
    usage: {
      input_tokens: answer.usage?.inputTokens ?? 0,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: answer.usage?.outputTokens ?? 0,
      service_tier: "standard",
    },
  };
}

/** The input of a tool is an object; one that was cut off arrives empty. */
function toBlocks(request: ModelRequest, { text, finish, isRefusal }: RenderedAnswer, id: string): Fields[] {
  if (isRefusal) return [{ type: "text", text }];
  if (request.mode !== "tool-call") return text === "" ? [] : [{ type: "text", text }];
  const input = findJson(text);
  const block = { type: "tool_use", id: `toolu_${id}`, name: request.name };
  if (input !== undefined) return [{ ...block, input }];
  return finish === "length" ? [{ ...block, input: {} }] : [{ type: "text", text }];
}

function toError(failure: ModelFailure, id: string): Reply {
  const reply = (status: number, type: string, message: string, headers: Record<string, string> = {}) =>
    toBody(
      status,
      { type: "error", error: { type, message }, request_id: `req_${id}` },
      { "request-id": `req_${id}`, ...headers },
    );
  switch (failure.kind) {
    case "missing-key":
      return reply(401, "authentication_error", "x-api-key header is required");
    case "wrong-key":
      return reply(401, "authentication_error", "invalid x-api-key");
    case "model-not-found":
      return reply(404, "not_found_error", `model: ${failure.model}`);
    case "rate-limited":
      return reply(
        429,
        "rate_limit_error",
        "This request would exceed your account's rate limit. Please try again later.",
        failure.retryAfterSeconds === null ? {} : { "retry-after": String(failure.retryAfterSeconds) },
      );
    case "server":
      return failure.status === 503
        ? reply(529, "overloaded_error", "Overloaded")
        : reply(500, "api_error", "Internal server error");
    case "unsupported-parameter":
      return reply(400, "invalid_request_error", `\`${failure.parameter}\` is deprecated for this model.`);
    case "unsupported-schema":
      return reply(400, "invalid_request_error", `'${failure.model}' does not support output format.`);
    case "invalid":
      return reply(400, "invalid_request_error", failure.message);
  }
}
