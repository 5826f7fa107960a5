import { z } from "zod";
import { readAnswerText } from "./answer-text.ts";
import type { ModelReply } from "./model-reply.ts";
import type { SchemaMode } from "./providers.ts";

export type Verdict<Value> =
  | { readonly state: "fits"; readonly value: Value; readonly json: string }
  | { readonly state: "unfit"; readonly problem: string; readonly isRepairable: boolean };

const maxProblemLength = 1_000;

const unfinished: Readonly<Record<string, string>> = {
  length: "the answer was cut off at the limit of tokens",
  error: "the provider stopped with an error",
  interrupted: "the answer was broken off",
};

/** Whether a reply is a whole answer that fits the schema; what a provider promised about it does not count. */
export function judgeReply<Schema extends z.ZodType>(
  reply: ModelReply,
  mode: SchemaMode,
  schema: Schema,
): Verdict<z.output<Schema>> {
  if (reply.finish === "content-filter") return unfit("the model refused or its answer was filtered", false);
  const breakOff = unfinished[reply.finish];
  if (breakOff !== undefined) return unfit(breakOff);
  if (reply.answers.length > 1) return unfit("the model answered more than once");
  const read = readAnswerText(reply.answers[0] ?? "", mode);
  if (read.state === "unreadable") return unfit(read.problem);
  const parsed = schema.safeParse(read.value);
  if (!parsed.success) return unfit(`the answer does not fit the schema: ${z.prettifyError(parsed.error)}`);
  return { state: "fits", value: parsed.data, json: JSON.stringify(read.value) };
}

function unfit(problem: string, isRepairable = true): Verdict<never> {
  return { state: "unfit", problem: problem.slice(0, maxProblemLength), isRepairable };
}
