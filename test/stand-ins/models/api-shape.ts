import type { Reply } from "../reply.ts";
import type { Answer, ModelFailure, ReplyUsage } from "./model-reply.ts";
import type { HttpCall, ModelApi, ModelRequest } from "./model-request.ts";

/** An answer with its tokens counted, as it is put into an API's words. */
export interface RenderedAnswer extends Pick<Answer, "text" | "finish"> {
  readonly isRefusal: boolean;
  readonly usage: ReplyUsage | null;
}

/** How one API reads requests and words its answers and errors. */
export interface ApiShape {
  readonly api: ModelApi;
  readKey(call: HttpCall): string | null;
  /** A failure where the API itself would refuse the request. */
  parse(call: HttpCall): ModelRequest | ModelFailure;
  toReply(request: ModelRequest, answer: RenderedAnswer, id: string): Reply;
  toError(failure: ModelFailure, id: string): Reply;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFailure(parsed: ModelRequest | ModelFailure): parsed is ModelFailure {
  return "kind" in parsed;
}

export function toInvalid(message: string, parameter: string | null = null): ModelFailure {
  return { kind: "invalid", message, parameter };
}

export function toBody(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return { status, body: JSON.stringify(value), headers: { "content-type": "application/json", ...headers } };
}

/** The fields of a JSON object; none for anything else. */
export function toFields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function toList(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(toFields) : [];
}

export function toNumber(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** Text of a content that is a string or a list of parts with `text`. */
export function toPartsText(content: unknown): string {
  if (typeof content === "string") return content;
  return toList(content)
    .map((part) => (typeof part.text === "string" ? part.text : ""))
    .join("");
}

export function findJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The key of an `Authorization: Bearer` header. */
export function readBearer({ headers }: HttpCall): string | null {
  return /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? null;
}
