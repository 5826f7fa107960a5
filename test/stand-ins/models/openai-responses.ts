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
import { type HttpCall, type ModelRequest, toReadText } from "./model-request.ts";
import { toOpenaiError } from "./openai-errors.ts";
import { findStrictProblem } from "./strict-schema.ts";

const fewestOutputTokens = 16;

/** POST /v1/responses. */
export const openaiResponses: ApiShape = {
  api: "openai",
  readKey: readBearer,
  parse,
  toReply: (request, answer, id) =>
    toBody(200, toResponse(request, answer, id), {
      "x-request-id": id,
      "openai-version": "2020-10-01",
      "openai-processing-ms": "1",
    }),
  toError: toOpenaiError,
};

function parse(call: HttpCall): ModelRequest | ModelFailure {
  const body = toFields(findJson(call.body));
  if (typeof body.model !== "string") return toInvalid("Missing required parameter: 'model'.", "model");
  const input = toList(body.input);
  const isSystem = ({ role }: Fields) => role === "system" || role === "developer";
  const request: ModelRequest = {
    api: "openai",
    model: body.model,
    system: input
      .filter(isSystem)
      .map(({ content }) => toPartsText(content))
      .join("\n"),
    turns: input
      .filter((item) => !isSystem(item))
      .map(({ role, content }) => ({
        role: role === "assistant" ? "assistant" : "user",
        text: toPartsText(content),
      })),
    ...readShape(body),
    parameters: {
      temperature: toNumber(body.temperature),
      seed: null,
      maxOutputTokens: toNumber(body.max_output_tokens),
    },
    key: readBearer(call),
  };
  return findProblem(request, body) ?? request;
}

function readShape(body: Fields): Pick<ModelRequest, "mode" | "name" | "schema"> {
  const format = toFields(toFields(body.text).format);
  const tool = toList(body.tools)[0];
  if (format.type === "json_schema")
    return { mode: "json-schema", name: String(format.name), schema: toFields(format.schema) };
  if (tool !== undefined)
    return { mode: "tool-call", name: String(tool.name), schema: toFields(tool.parameters) };
  return { mode: format.type === "json_object" ? "json-object" : "text", name: null, schema: null };
}

function findProblem(request: ModelRequest, body: Fields): ModelFailure | undefined {
  const { maxOutputTokens } = request.parameters;
  if (maxOutputTokens !== null && maxOutputTokens < fewestOutputTokens)
    return toInvalid(
      `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= ${fewestOutputTokens}, but got ${maxOutputTokens} instead.`,
      "max_output_tokens",
    );
  if (request.mode === "json-object" && !/json/i.test(toReadText(request)))
    return toInvalid(
      "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
      "input",
    );
  const isStrict =
    toFields(toFields(body.text).format).strict === true || toList(body.tools)[0]?.strict === true;
  const problem = isStrict ? findStrictProblem(request.schema) : undefined;
  if (problem === undefined) return undefined;
  const place = request.mode === "tool-call" ? "function" : "response_format";
  return toInvalid(`Invalid schema for ${place} '${request.name}': ${problem}`, "text.format.schema");
}

function toResponse(request: ModelRequest, answer: RenderedAnswer, id: string): Fields {
  const isCut = answer.finish === "length";
  return {
    id: `resp_${id}`,
    object: "response",
    created_at: 1_735_689_600,
    status: isCut ? "incomplete" : "completed",
    error: null,
    incomplete_details: isCut ? { reason: "max_output_tokens" } : null,
    model: request.model,
    output: toOutput(request, answer, id),
    parallel_tool_calls: true,
    service_tier: "default",
    usage: answer.usage && {
      input_tokens: answer.usage.inputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: answer.usage.outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: answer.usage.inputTokens + answer.usage.outputTokens,
    },
  };
}

function toOutput(request: ModelRequest, { text, isRefusal, finish }: RenderedAnswer, id: string): Fields[] {
  const status = finish === "length" ? "incomplete" : "completed";
  if (request.mode === "tool-call" && !isRefusal)
    return [
      {
        type: "function_call",
        id: `fc_${id}`,
        call_id: `call_${id}`,
        name: request.name,
        arguments: text,
        status,
      },
    ];
  const content = isRefusal
    ? [{ type: "refusal", refusal: text }]
    : [{ type: "output_text", text, annotations: [], logprobs: [] }];
  return [{ type: "message", id: `msg_${id}`, role: "assistant", status, content }];
}
