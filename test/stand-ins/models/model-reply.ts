import type { Fault } from "../faults.ts";
import type { ModelRequest } from "./model-request.ts";

export interface ReplyUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What an API refuses a request for; each API has its own words and status for it. */
export type ModelFailure =
  | { readonly kind: "missing-key" }
  | { readonly kind: "wrong-key"; readonly key: string }
  | { readonly kind: "model-not-found"; readonly model: string }
  | { readonly kind: "rate-limited"; readonly retryAfterSeconds: number | null }
  | { readonly kind: "server"; readonly status: 500 | 503 }
  | { readonly kind: "unsupported-parameter"; readonly parameter: string }
  | { readonly kind: "unsupported-schema"; readonly model: string }
  | { readonly kind: "invalid"; readonly message: string; readonly parameter: string | null };

export interface Answer {
  readonly kind: "answer";
  /** What the model writes: JSON, half of it, or anything else. */
  readonly text: string;
  readonly finish: "stop" | "length";
  /** By default counted from the characters; null where the server counts nothing. */
  readonly usage?: ReplyUsage | null;
}

export type ModelReply =
  | Answer
  /** The model declines, as each API says so. */
  | { readonly kind: "refusal"; readonly text: string; readonly usage?: ReplyUsage | null }
  | { readonly kind: "failure"; readonly failure: ModelFailure }
  /** Something below the API: a torn connection, a page of a proxy, a redirect. */
  | { readonly kind: "wire"; readonly fault: Fault }
  /** The connection stays open and nothing ever comes. */
  | { readonly kind: "hang" };

export type Responder = (request: ModelRequest) => Promise<ModelReply>;

export function toJsonAnswer(value: unknown): Answer {
  return { kind: "answer", text: JSON.stringify(value), finish: "stop" };
}

export function toTextAnswer(text: string): Answer {
  return { kind: "answer", text, finish: "stop" };
}

const charactersPerToken = 4;

/** About what a tokenizer would count, the same for the same text. */
export function countUsage(readText: string, written: string): ReplyUsage {
  return {
    inputTokens: Math.ceil(readText.length / charactersPerToken),
    outputTokens: Math.ceil(written.length / charactersPerToken),
  };
}
