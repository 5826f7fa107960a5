import type { Reply } from "../reply.ts";
import { toBody } from "./api-shape.ts";
import type { ModelFailure } from "./model-reply.ts";

interface ErrorFields {
  readonly message: string;
  readonly type: string;
  readonly param?: string | null;
  readonly code?: string | null;
}

/** OpenAI echoes the ends of a wrong key, as here. */
function maskKey(key: string): string {
  if (key.length <= 12) return key;
  return `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}`;
}

export function toOpenaiError(failure: ModelFailure, id: string): Reply {
  const request = { "x-request-id": id };
  const reply = (status: number, fields: ErrorFields, headers: Record<string, string> = {}) =>
    toBody(status, { error: { param: null, code: null, ...fields } }, { ...request, ...headers });
  switch (failure.kind) {
    case "missing-key":
      return reply(401, {
        message:
          "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from https://platform.openai.com/account/api-keys.",
        type: "invalid_request_error",
      });
    case "wrong-key":
      return reply(401, {
        message: `Incorrect API key provided: ${maskKey(failure.key)}. You can find your API key at https://platform.openai.com/account/api-keys.`,
        type: "invalid_request_error",
        code: "invalid_api_key",
      });
    case "model-not-found":
      return reply(404, {
        message: `The model \`${failure.model}\` does not exist or you do not have access to it.`,
        type: "invalid_request_error",
        code: "model_not_found",
      });
    case "rate-limited":
      return reply(
        429,
        {
          message: "Rate limit reached for requests. Please try again later.",
          type: "requests",
          code: "rate_limit_exceeded",
        },
        failure.retryAfterSeconds === null ? {} : { "retry-after": String(failure.retryAfterSeconds) },
      );
    case "server":
      return reply(failure.status, {
        message:
          failure.status === 503
            ? "The engine is currently overloaded, please try again later"
            : `The server had an error processing your request. Sorry about that! (Please include the request ID ${id} in your message.)`,
        type: failure.status === 503 ? "service_unavailable" : "server_error",
      });
    case "unsupported-parameter":
      return reply(400, {
        message: `Unsupported parameter: '${failure.parameter}' is not supported with this model.`,
        type: "invalid_request_error",
        param: failure.parameter,
        code: "unsupported_parameter",
      });
    case "unsupported-schema":
      return reply(400, {
        message:
          "Invalid parameter: 'text.format' of type 'json_schema' is not supported with model version " +
          `\`${failure.model}\`.`,
        type: "invalid_request_error",
        param: "text.format",
      });
    case "invalid":
      return reply(400, {
        message: failure.message,
        type: "invalid_request_error",
        param: failure.parameter,
      });
  }
}
