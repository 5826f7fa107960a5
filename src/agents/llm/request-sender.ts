import type { LanguageModelV4, LanguageModelV4Prompt } from "@ai-sdk/provider";
import type { ModelPrice } from "../../catalogue/index.ts";
import { type ModelAttempt, StemmaError, type TokenUsage } from "../../model/index.ts";
import type { AttemptBook } from "./attempt-book.ts";
import type { ModelBudget, Reservation } from "./budget.ts";
import type { ModelClock } from "./clock.ts";
import { type RequestFailure, toRequestFailure } from "./failure.ts";
import { redact } from "./foreign-text.ts";
import type { Verdict } from "./judge-reply.ts";
import {
  type ModelReply,
  type ModelRequest,
  type OptionalParameter,
  toCallOptions,
  toModelReply,
  toSentPrompt,
} from "./model-reply.ts";
import type { ProviderAccess, ProviderKind } from "./providers.ts";
import type { RequestPool } from "./request-pool.ts";
import { toBackoffMs } from "./retry.ts";
import { estimateInputTokens, type Spending, toCostUsd, toSpending } from "./spending.ts";

export interface SenderOptions {
  /** `provider/model`. */
  readonly modelId: string;
  readonly kind: ProviderKind;
  readonly access: ProviderAccess;
  readonly keyVariable: string;
  readonly pool: RequestPool;
  readonly budget: ModelBudget;
  readonly price: ModelPrice | undefined;
  readonly clock: ModelClock;
  readonly random: () => number;
}

/** One thing sent until it is answered; every try of it is booked. */
export interface Turn<Value> {
  readonly kind: ModelAttempt["kind"];
  readonly judge: (reply: ModelReply) => Verdict<Value>;
  readonly book: AttemptBook;
  readonly signal: AbortSignal;
}

export type Sent<Value> =
  | { readonly state: "replied"; readonly reply: ModelReply; readonly verdict: Verdict<Value> }
  /** The server does not take this way of asking for a schema. */
  | { readonly state: "rejected"; readonly error: StemmaError };

type Tried<Value> = Sent<Value> | { readonly state: "failed"; readonly failure: RequestFailure };

const maxTries = 4;
const maxWaitMs = 120_000;

/** Sends requests to one model at one address, with retries, within the budget. */
export class RequestSender {
  readonly #options: SenderOptions;
  readonly #dropped = new Set<OptionalParameter>();
  #model: Promise<LanguageModelV4> | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  get dropped(): ReadonlySet<OptionalParameter> {
    return this.#dropped;
  }

  /** From now on the model is not sent this parameter. */
  drop(parameter: OptionalParameter): void {
    this.#dropped.add(parameter);
  }

  /** Throws StemmaError when the tries are used up or another one would not help. */
  async send<Value>(request: ModelRequest, turn: Turn<Value>): Promise<Sent<Value>> {
    try {
      return await this.#sendPatiently(request, turn);
    } catch (error) {
      if (turn.signal.aborted && !(error instanceof StemmaError))
        throw createInterrupted(this.#options.modelId);
      throw error;
    }
  }

  async #sendPatiently<Value>(request: ModelRequest, turn: Turn<Value>): Promise<Sent<Value>> {
    let kind = turn.kind;
    for (let failures = 0; ; ) {
      const dropped = new Set(this.#dropped);
      const tried = await this.#options.pool.run(turn.signal, () =>
        this.#try(request, { ...turn, kind }, dropped),
      );
      if (tried.state !== "failed") return tried;
      const { failure } = tried;
      if (isRejection(failure, turn.kind)) return { state: "rejected", error: failure.error };
      if (failure.action === "drop" && !dropped.has(failure.parameter)) this.drop(failure.parameter);
      else failures = await this.#pause(failure, failures + 1, turn.signal);
      if (turn.kind !== "probe") kind = "retry";
    }
  }

  async #try<Value>(
    request: ModelRequest,
    turn: Turn<Value>,
    dropped: ReadonlySet<OptionalParameter>,
  ): Promise<Tried<Value>> {
    const { kind, access, budget } = this.#options;
    this.#model ??= kind.load(access);
    const model = await this.#model;
    const reserved = this.#toReserved(request);
    const reservation = await budget.reserve(reserved, turn.signal);
    const context = { dropped, providerOptions: kind.options, signal: turn.signal };
    try {
      const result = await model.doGenerate(toCallOptions(request, context));
      return this.#takeReply(this.#redact(toModelReply(result)), {
        request,
        turn,
        dropped,
        reservation,
        reserved,
      });
    } catch (error) {
      return this.#takeFailure(error, { request, turn, dropped, reservation, reserved });
    }
  }

  #takeReply<Value>(reply: ModelReply, trial: Trial<Value>): Tried<Value> {
    const { request, turn, dropped, reservation, reserved } = trial;
    const { price } = this.#options;
    const isCounted = reply.usage.inputTokens !== null && reply.usage.outputTokens !== null;
    reservation.settle(isCounted ? toSpending(price, reply.usage) : reserved);
    for (const parameter of reply.dropped) this.drop(parameter);
    const verdict = turn.judge(reply);
    turn.book.noteReply(reply, dropped);
    const problem = verdict.state === "fits" ? null : verdict.problem;
    turn.book.add(this.#toAttempt(request, turn.kind, { usage: reply.usage, problem }));
    return { state: "replied", reply, verdict };
  }

  #takeFailure<Value>(error: unknown, { request, turn, reservation, reserved }: Trial<Value>): Tried<Value> {
    const failure = turn.signal.aborted ? undefined : this.#toFailure(error, request.prompt);
    const isUnbilled = failure?.isUnbilled === true;
    reservation.settle(isUnbilled ? { tokens: 0, costUsd: 0 } : reserved);
    const usage = { inputTokens: null, outputTokens: null };
    const problem = failure?.problem ?? "it was interrupted";
    const attempt = this.#toAttempt(request, turn.kind, { usage, problem });
    turn.book.add(isUnbilled ? { ...attempt, costUsd: 0 } : attempt);
    if (failure === undefined) throw createInterrupted(this.#options.modelId);
    return { state: "failed", failure };
  }

  async #pause(failure: RequestFailure, failures: number, signal: AbortSignal): Promise<number> {
    const { clock, random } = this.#options;
    if (failure.action !== "wait" || failures >= maxTries) throw failure.error;
    const waitMs = failure.waitMs ?? toBackoffMs(failures, random);
    if (waitMs > maxWaitMs) throw failure.error;
    await clock.sleep(waitMs, signal);
    return failures;
  }

  #toReserved(request: ModelRequest): Spending {
    const inputTokens = estimateInputTokens(toSentPrompt(request), request.schema);
    return toSpending(this.#options.price, { inputTokens, outputTokens: request.maxOutputTokens });
  }

  #toFailure(error: unknown, prompt: LanguageModelV4Prompt): RequestFailure {
    const { modelId, access, keyVariable, clock } = this.#options;
    const sent = prompt.map(({ content }) =>
      typeof content === "string" ? content : JSON.stringify(content),
    );
    return toRequestFailure(error, {
      modelId,
      host: new URL(access.baseUrl).host,
      keyVariable,
      secret: access.apiKey,
      sent: sent.join("\n"),
      now: clock.now(),
    });
  }

  #toAttempt(
    request: ModelRequest,
    kind: ModelAttempt["kind"],
    outcome: { readonly usage: TokenUsage; readonly problem: string | null },
  ): ModelAttempt {
    const costUsd = toCostUsd(this.#options.price, outcome.usage);
    return { kind, mode: request.mode, ...outcome.usage, costUsd, problem: outcome.problem };
  }

  #redact(reply: ModelReply): ModelReply {
    const { apiKey } = this.#options.access;
    return { ...reply, answers: reply.answers.map((answer) => redact(answer, apiKey)) };
  }
}

interface Trial<Value> {
  readonly request: ModelRequest;
  readonly turn: Turn<Value>;
  readonly dropped: ReadonlySet<OptionalParameter>;
  readonly reservation: Reservation;
  readonly reserved: Spending;
}

/** A probe that is not taken speaks against its mode, whatever the server's words for it are. */
function isRejection({ action, error }: RequestFailure, kind: ModelAttempt["kind"]): boolean {
  return action === "other-mode" || (kind === "probe" && action === "stop" && error.code === "bad-response");
}

export function createInterrupted(modelId: string): StemmaError {
  return new StemmaError("interrupted", `Asking ${modelId} was interrupted`, {
    hint: "Run the command again; answers that came are kept.",
  });
}
