import type { z } from "zod";
import type { ModelTask } from "../../model/ports/index.ts";
import type { AttemptBook } from "./attempt-book.ts";
import { judgeReply, type Verdict } from "./judge-reply.ts";
import type { ModelReply, ModelRequest } from "./model-reply.ts";
import { type DrawFence, toPrompt, withRepairTurn } from "./prompt.ts";
import type { SchemaMode } from "./providers.ts";
import type { RequestSender, Sent, Turn } from "./request-sender.ts";
import { toJsonSchema } from "./schema.ts";

export interface ConversationOptions {
  readonly sender: RequestSender;
  /** The way of asking that is obeyed, then what is left below it. */
  readonly modes: readonly SchemaMode[];
  readonly drawFence: DrawFence;
  readonly book: AttemptBook;
  readonly signal: AbortSignal;
}

export type Conclusion =
  | { readonly state: "answered"; readonly json: string }
  | { readonly state: "quarantined"; readonly detail: string; readonly raw: string };

type Replied<Value> = Extract<Sent<Value>, { state: "replied" }>;

const maxRawBytes = 64 * 1024;
const maxShownLength = 16_000;

/** Asks a task down the ladder of modes until a server takes it, with one turn to mend the answer. */
export async function converse<Schema extends z.ZodType>(
  task: ModelTask<Schema>,
  options: ConversationOptions,
): Promise<Conclusion> {
  const prompt = toPrompt(task, options.drawFence);
  const base = { prompt, schema: toJsonSchema(task.schema), maxOutputTokens: task.maxOutputTokens };
  let rejection: Error | undefined;
  for (const mode of options.modes) {
    const kind = rejection === undefined ? "first" : "fallback";
    const judge = (reply: ModelReply) => judgeReply(reply, mode, task.schema);
    const turn = { kind, judge, book: options.book, signal: options.signal } as const;
    const sent = await options.sender.send({ ...base, mode }, turn);
    if (sent.state === "replied")
      return mend({ ...base, mode }, { turn, sender: options.sender, first: sent });
    rejection = sent.error;
  }
  throw rejection;
}

interface Mending<Value> {
  readonly turn: Turn<Value>;
  readonly sender: RequestSender;
  readonly first: Replied<Value>;
}

async function mend<Value>(request: ModelRequest, mending: Mending<Value>): Promise<Conclusion> {
  const { turn, sender, first } = mending;
  const { verdict, reply } = first;
  if (verdict.state === "fits" || !verdict.isRepairable) return conclude(verdict, reply);
  const prompt = withRepairTurn(request.prompt, toText(reply).slice(0, maxShownLength), verdict.problem);
  const second = await sender.send({ ...request, prompt }, { ...turn, kind: "repair" });
  return second.state === "replied" ? conclude(second.verdict, second.reply) : conclude(verdict, reply);
}

function conclude<Value>(verdict: Verdict<Value>, reply: ModelReply): Conclusion {
  if (verdict.state === "fits") return { state: "answered", json: verdict.json };
  const raw = Buffer.from(toText(reply)).subarray(0, maxRawBytes).toString("utf8");
  return { state: "quarantined", detail: verdict.problem, raw };
}

function toText(reply: ModelReply): string {
  return reply.answers.join("\n");
}
