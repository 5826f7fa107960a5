import type { z } from "zod";
import type { AgentRole } from "../agent-role.ts";
import type { DatasetId } from "../ids.ts";
import type { ModelCall } from "../model-call.ts";
import type { CallOptions } from "./sources.ts";

/** Text that anyone may have written; it is fenced in the prompt and never taken for instructions. */
export interface UntrustedText {
  /** What it is, in our words: `passages of the hub card`, `candidates`. */
  readonly label: string;
  readonly text: string;
}

/** What is asked of a model. Everything here is part of the key under which the answer is kept. */
export interface ModelTask<Schema extends z.ZodType> {
  readonly role: AgentRole;
  /** Name and version of the task and its prompt: `trace-passages/1`. */
  readonly name: string;
  /** The dataset that the call is booked on. */
  readonly dataset: DatasetId;
  /** What the model is to do, in our words only. */
  readonly instructions: string;
  readonly untrusted: readonly UntrustedText[];
  /** Every field required, nullable instead of optional, no numeric or length bounds: what all providers take. */
  readonly schema: Schema;
  readonly maxOutputTokens: number;
}

export type ModelAnswer<Value> =
  | { readonly state: "answered"; readonly value: Value }
  /** No answer that fits the schema, after one repair turn; what came is kept aside and nothing is salvaged from it. */
  | { readonly state: "quarantined"; readonly detail: string };

/**
 * A language model that answers by schema and has no tools. Answers are kept: the same task costs once.
 *
 * `ask` throws StemmaError `auth`, `usage` (no such model), `budget`, `rate-limited`, `network`, `bad-response`,
 * `refused`, `offline`, `interrupted`; `too-large` concerns the one task, whose text the model's context does not hold.
 */
export interface LanguageModel {
  /** `provider/model`: `openai/gpt-5.1`. */
  readonly id: string;
  ask<Schema extends z.ZodType>(
    task: ModelTask<Schema>,
    options?: CallOptions,
  ): Promise<ModelAnswer<z.output<Schema>>>;
}

/** Null stands for the rules. */
export type RoleModels = Readonly<Record<AgentRole, LanguageModel | null>>;

/** Takes the lines of the ledger as they are made. */
export interface ModelLedger {
  record(call: ModelCall): void;
}
