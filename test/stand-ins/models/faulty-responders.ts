import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../faults.ts";
import { toFields } from "./api-shape.ts";
import type { Answer, ModelFailure, Responder } from "./model-reply.ts";
import { toTextAnswer } from "./model-reply.ts";
import type { AnswerMode } from "./model-request.ts";

/** Plays one responder per request, in order, and the last one ever after. */
export function inTurn(...responders: readonly [Responder, ...Responder[]]): Responder {
  let turn = 0;
  return (request) => {
    const responder = responders[Math.min(turn, responders.length - 1)]!;
    turn += 1;
    return responder(request);
  };
}

export function failing(failure: ModelFailure): Responder {
  return async () => ({ kind: "failure", failure });
}

export const rateLimited = (retryAfterSeconds: number | null): Responder =>
  failing({ kind: "rate-limited", retryAfterSeconds });

export const broken = (status: 500 | 503): Responder => failing({ kind: "server", status });

/** Answers what `inner` does, only later. */
export function slow(delayMs: number, inner: Responder): Responder {
  return async (request) => {
    await sleep(delayMs);
    return inner(request);
  };
}

/** Takes the request and never answers. */
export const hanging: Responder = async () => ({ kind: "hang" });

/** The connection is torn, a proxy's page comes, the client is sent elsewhere. */
export function onWire(fault: Fault): Responder {
  return async () => ({ kind: "wire", fault });
}

export const refusing: Responder = async () => ({
  kind: "refusal",
  text: "I'm sorry, but I can't help with that request.",
});

export const silent: Responder = async () => toTextAnswer("");

/** Changes what `inner` writes; what is no answer stays as it is. */
function rewritten(inner: Responder, change: (answer: Answer) => Answer): Responder {
  return async (request) => {
    const reply = await inner(request);
    return reply.kind === "answer" ? change(reply) : reply;
  };
}

/** Half of the answer, then the token limit. */
export const cutOff = (inner: Responder): Responder =>
  rewritten(inner, (answer) => ({
    ...answer,
    text: answer.text.slice(0, Math.ceil(answer.text.length / 2)),
    finish: "length",
  }));

/** A good answer among words and in a fence, as models without a schema like to write. */
export const chatty = (inner: Responder): Responder =>
  rewritten(inner, (answer) =>
    toTextAnswer(
      `Sure! Here is the JSON you asked for:\n\n\`\`\`json\n${answer.text}\n\`\`\`\n\nAnything else?`,
    ),
  );

/** A good answer, followed by so many bytes of more text. */
export const huge = (inner: Responder, bytes: number): Responder =>
  rewritten(inner, (answer) => toTextAnswer(`${answer.text}\n${"x".repeat(bytes)}`));

type Break =
  | "wrong-type"
  | "wrong-enum"
  | "missing-field"
  | "extra-field"
  | "duplicate-key"
  | "not-an-object";

/** A good answer with one thing wrong about its shape. */
export const misshapen = (inner: Responder, kind: Break): Responder =>
  rewritten(inner, (answer) => toTextAnswer(breakShape(answer.text, kind)));

function breakShape(text: string, kind: Break): string {
  const value: unknown = JSON.parse(text);
  switch (kind) {
    case "wrong-type":
      return JSON.stringify(mapFirst(value, () => ({ oops: true })));
    case "wrong-enum":
      return JSON.stringify(mapStrings(value, () => "no-such-value"));
    case "missing-field":
      return JSON.stringify(Object.fromEntries(Object.entries(toFields(value)).slice(1)));
    case "extra-field":
      return JSON.stringify({ ...toFields(value), surprise: 1 });
    case "duplicate-key":
      return duplicateFirstKey(text);
    case "not-an-object":
      return JSON.stringify([value]);
  }
}

function mapFirst(value: unknown, change: () => unknown): unknown {
  const [first, ...rest] = Object.entries(toFields(value));
  return Object.fromEntries([...(first === undefined ? [] : [[first[0], change()] as const]), ...rest]);
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => mapStrings(one, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapStrings(one, change)]));
}

/** The first field is written twice; the later one, as a parser takes it, is an empty object. */
function duplicateFirstKey(text: string): string {
  const key = Object.keys(toFields(JSON.parse(text)))[0];
  return key === undefined ? text : `${text.slice(0, -1)},${JSON.stringify(key)}:{}}`;
}

/** A model that will not have a parameter it is sent (`temperature`). */
export function withoutParameter(parameter: "temperature" | "seed", inner: Responder): Responder {
  return async (request) =>
    request.parameters[parameter] === null
      ? inner(request)
      : { kind: "failure", failure: { kind: "unsupported-parameter", parameter } };
}

/** A server that knows only some ways of asking for JSON and refuses the others with 400. */
export function onlyModes(modes: readonly AnswerMode[], inner: Responder): Responder {
  return async (request) =>
    modes.includes(request.mode)
      ? inner(request)
      : { kind: "failure", failure: { kind: "unsupported-schema", model: request.model } };
}

/** A server that accepts these ways of asking for JSON and then writes whatever it likes. */
export function ignoringModes(modes: readonly AnswerMode[], inner: Responder): Responder {
  return async (request) =>
    modes.includes(request.mode) ? toTextAnswer("The dataset seems to be a mixture.") : inner(request);
}
