import type { Reply } from "../reply.ts";
import {
  type ApiShape,
  type Fields,
  findJson,
  type RenderedAnswer,
  readBearer,
  toBody,
  toFields,
  toInvalid,
  toList,
  toNumber,
  toPartsText,
} from "./api-shape.ts";
import type { ModelFailure } from "./model-reply.ts";
import type { HttpCall, ModelRequest } from "./model-request.ts";

/** POST /v1/chat/completions, as Ollama, vLLM, llama.cpp and LM Studio serve it. */
export const chatCompletions: ApiShape = {
  api: "compatible",
  readKey: readBearer,
  parse,
  toReply: (request, answer, id) => toBody(200, toCompletion(request, answer, id)),
  toError,
};

function parse(call: HttpCall): ModelRequest | ModelFailure {
  const body = toFields(findJson(call.body));
  if (typeof body.model !== "string") return toInvalid("model is required", "model");
  const messages = toList(body.messages);
  return {
    api: "compatible",
    model: body.model,
    system: messages
      .filter(({ role }) => role === "system")
      .map(({ content }) => toPartsText(content))
      .join("\n"),
    turns: messages
      .filter(({ role }) => role !== "system")
      .map(({ role, content }) => ({
        role: role === "assistant" ? "assistant" : "user",
        text: toPartsText(content),
      })),
    ...readShape(body),
    parameters: {
      temperature: toNumber(body.temperature),
      seed: toNumber(body.seed),
      maxOutputTokens: toNumber(body.max_tokens ?? body.max_completion_tokens),
    },
    key: readBearer(call),
  };
}

function readShape(body: Fields): Pick<ModelRequest, "mode" | "name" | "schema"> {
  const format = toFields(body.response_format);
  const tool = toFields(toList(body.tools)[0]?.function);
  if (format.type === "json_schema") {
    const { name, schema } = toFields(format.json_schema);
    return { mode: "json-schema", name: String(name), schema: toFields(schema) };
  }
  if (tool.name !== undefined)
    return { mode: "tool-call", name: String(tool.name), schema: toFields(tool.parameters) };
  return { mode: format.type === "json_object" ? "json-object" : "text", name: null, schema: null };
}

function toCompletion(request: ModelRequest, answer: RenderedAnswer, id: string): Fields {
  const isCall = request.mode === "tool-call" && !answer.isRefusal;
  const ended = isCall ? "tool_calls" : "stop";
  const call = {
    id: `call_${id}`,
    type: "function",
    function: { name: request.name, arguments: answer.text },
  };
  return {
    id: `chatcmpl-${id}`,
    object: "chat.completion",
    created: 1_735_689_600,
    model: request.model,
    system_fingerprint: "fp_stand_in",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: isCall || answer.isRefusal ? null : answer.text,
          refusal: answer.isRefusal ? answer.text : null,
          ...(isCall ? { tool_calls: [call] } : {}),
        },
        logprobs: null,
        finish_reason: answer.finish === "length" ? "length" : ended,
      },
    ],
    ...(answer.usage === null
      ? {}
      : {
          usage: {
            prompt_tokens: answer.usage.inputTokens,
            completion_tokens: answer.usage.outputTokens,
            total_tokens: answer.usage.inputTokens + answer.usage.outputTokens,
          },
        }),
  };
}

/** The local servers word their errors each in its own way; these are theirs, one kind each. */
function toError(failure: ModelFailure): Reply {
  const llamaCpp = (code: number, message: string, type: string) =>
    toBody(code, { error: { code, message, type } });
  switch (failure.kind) {
    case "missing-key":
    case "wrong-key":
      return llamaCpp(401, "Invalid API Key", "authentication_error");
    case "model-not-found":
      return toBody(404, {
        error: {
          message: `model '${failure.model}' not found`,
          type: "not_found_error",
          param: null,
          code: null,
        },
      });
    case "rate-limited":
      return toBody(
        429,
        {
          error: {
            message: "too many concurrent requests",
            type: "rate_limit_error",
            param: null,
            code: null,
          },
        },
        failure.retryAfterSeconds === null ? {} : { "retry-after": String(failure.retryAfterSeconds) },
      );
    case "server":
      return failure.status === 503
        ? llamaCpp(503, "Loading model", "unavailable_error")
        : llamaCpp(500, "Compute error.", "server_error");
    case "unsupported-parameter":
      return toBody(400, {
        error: {
          message: `Unsupported value: '${failure.parameter}' does not support 0 with this model. Only the default (1) value is supported.`,
          type: "invalid_request_error",
          param: failure.parameter,
          code: "unsupported_value",
        },
      });
    case "unsupported-schema":
      return llamaCpp(
        400,
        'response_format type must be one of "text" or "json_object", but got: json_schema',
        "invalid_request_error",
      );
    case "invalid":
      return llamaCpp(400, failure.message, "invalid_request_error");
  }
}
