import type { APICallError } from "@ai-sdk/provider";
import { StemmaError } from "../../model/index.ts";
import { quoteServer } from "./foreign-text.ts";
import { type OptionalParameter, optionalParameters } from "./model-reply.ts";
import { parseRetryAfter, parseRetryDelay } from "./retry.ts";

/** Whom a failure is about, and what must not stand in a message. */
export interface FailureContext {
  readonly modelId: string;
  readonly host: string;
  readonly keyVariable: string;
  readonly secret: string | null;
  readonly sent: string;
  readonly now: number;
}

/** What to do about a request that brought no answer. */
type Remedy =
  | { readonly action: "stop" }
  /** Worth another try; `waitMs` where the server says how long to stay away. */
  | { readonly action: "wait"; readonly waitMs: number | undefined }
  | { readonly action: "drop"; readonly parameter: OptionalParameter }
  | { readonly action: "other-mode" };

export type RequestFailure = Remedy & {
  /** For the ledger. */
  readonly problem: string;
  /** What to throw when nothing helps. */
  readonly error: StemmaError;
  /** Whether the provider said itself that it did no work; otherwise what was reserved counts as spent. */
  readonly isUnbilled: boolean;
};

const contextPattern =
  /context.{0,20}(length|window|size|limit)|maximum context|prompt is too long|too many (input )?tokens|input token count|exceed\w* .{0,40}context/i;
const modePattern =
  /response_?format|json[ _-]?schema|json[ _-]?object|structured.?output|output_(config|format)|response_?(json_?)?schema|response_?mime|\btools?\b|tool_choice|function.?call|grammar/i;
/** OpenAI's code and Anthropic's words; a limit per minute of Google's speaks of billing too and is none. */
const creditPattern = /insufficient_quota|credit balance is too low/i;
/** Google turns a wrong key away with status 400. */
const keyPattern = /API_KEY_INVALID|API key not valid/i;
const busyStatuses = new Set([408, 409, 425]);

/** Reads what the SDK or the guarded fetch threw. The SDK's error is not kept: it holds headers and bodies. */
export function toRequestFailure(thrown: unknown, context: FailureContext): RequestFailure {
  const known = findCause(thrown, (error) => error instanceof StemmaError);
  if (known !== undefined) return toOwnFailure(known);
  const call = findCause(thrown, isCallError);
  if (call?.statusCode !== undefined && call.statusCode >= 400)
    return toStatusFailure(call, call.statusCode, context);
  if (thrown instanceof Error && thrown.name === "AI_UnsupportedFunctionalityError") {
    const problem = "the provider's SDK does not support this way of asking";
    return { action: "other-mode", ...describe(context, "bad-response", problem), isUnbilled: true };
  }
  const problem = "the answer is not what this kind of server answers";
  return {
    action: "wait",
    waitMs: undefined,
    ...describe(context, "bad-response", problem),
    isUnbilled: false,
  };
}

function toOwnFailure(error: StemmaError): RequestFailure {
  const isPassing = error.code === "network";
  const remedy = isPassing ? ({ action: "wait", waitMs: undefined } as const) : ({ action: "stop" } as const);
  return {
    ...remedy,
    problem: error.message,
    error,
    isUnbilled: error.code === "refused" || error.code === "offline",
  };
}

function toStatusFailure(call: APICallError, status: number, context: FailureContext): RequestFailure {
  const text = `${call.message} ${call.responseBody ?? ""}`;
  const quoted = quoteServer(call.message || (call.responseBody ?? ""), context);
  const said = quoted === undefined ? `status ${status}` : `status ${status}: ${quoted}`;
  const waitMs = parseRetryAfter(call.responseHeaders, context.now) ?? parseRetryDelay(call.responseBody);
  return { ...toStatusRejection({ status, text, said, waitMs }, context), isUnbilled: true };
}

interface StatusAnswer {
  readonly status: number;
  readonly text: string;
  /** Status and words for a message. */
  readonly said: string;
  readonly waitMs: number | undefined;
}

function toStatusRejection({ status, text, said, waitMs }: StatusAnswer, context: FailureContext): Rejection {
  const isAboutKey = status === 401 || status === 403 || keyPattern.test(text);
  if (creditPattern.test(text)) return { action: "stop", ...createLimitFailure(context, said, true) };
  if (isAboutKey) return { action: "stop", ...createAuthFailure(context, status) };
  if (status === 404) return { action: "stop", ...createMissingFailure(context, said) };
  if (status === 429) return { action: "wait", waitMs, ...createLimitFailure(context, said, false) };
  if (status >= 500 || busyStatuses.has(status))
    return { action: "wait", waitMs, ...describe(context, "network", said) };
  return toRejection(text, said, context);
}

type Rejection = Remedy & Pick<RequestFailure, "problem" | "error">;

function toRejection(text: string, said: string, context: FailureContext): Rejection {
  const parameter = Object.keys(optionalParameters).find((name) =>
    new RegExp(`\\b${name}\\b`, "i").test(text),
  );
  if (parameter === "temperature" || parameter === "seed")
    return { action: "drop", parameter, ...describe(context, "bad-response", said) };
  if (contextPattern.test(text)) return { action: "stop", ...createContextFailure(context, said) };
  const action = modePattern.test(text) ? "other-mode" : "stop";
  return { action, ...describe(context, "bad-response", said) };
}

function createLimitFailure({ modelId, host }: FailureContext, said: string, isOutOfCredit: boolean) {
  const error = new StemmaError("rate-limited", `${host} turned ${modelId} away (${said})`, {
    hint: isOutOfCredit
      ? "The account has no credit left; top it up and run again, what was read is kept."
      : "Run again later, or with a lower concurrency; what was read is kept.",
  });
  return { problem: said, error };
}

/** The server is not quoted: some repeat parts of the key. */
function createAuthFailure({ host, keyVariable, secret }: FailureContext, status: number) {
  const said = `status ${status}`;
  const what = secret === null ? "asks for a key" : `does not accept the key of ${keyVariable}`;
  const error = new StemmaError("auth", `${host} ${what} (${said})`, {
    hint: `Set ${keyVariable} to a key that may use this model, or trace with the rules.`,
  });
  return { problem: said, error };
}

function createMissingFailure({ modelId, host }: FailureContext, said: string) {
  const error = new StemmaError("usage", `${host} has no model ${modelId} (${said})`, {
    hint: "Check the name of the model and the base URL; a local server has to have the model pulled or loaded.",
  });
  return { problem: said, error };
}

function createContextFailure({ modelId }: FailureContext, said: string) {
  const error = new StemmaError("too-large", `The text is longer than the context of ${modelId} (${said})`, {
    hint: "Take a model with a larger context for this role, or give the local server a larger one.",
  });
  return { problem: said, error };
}

function describe({ modelId, host }: FailureContext, code: "network" | "bad-response", reason: string) {
  const error = new StemmaError(code, `${modelId} at ${host} gave no answer (${reason})`, {
    hint: "Run again; what was read is kept. `stemma doctor` shows how the model is reached.",
  });
  return { problem: reason, error };
}

/** By name: the SDK is loaded only by who asks a model. */
function isCallError(error: Error): error is APICallError {
  return error.name === "AI_APICallError";
}

function findCause<Found extends Error>(
  thrown: unknown,
  fits: (error: Error) => error is Found,
): Found | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (fits(error)) return error;
  }
  return undefined;
}
