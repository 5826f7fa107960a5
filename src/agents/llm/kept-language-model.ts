import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type DatasetId, type ModelCall, StemmaError } from "../../model/index.ts";
import type {
  CallOptions,
  LanguageModel,
  ModelAnswer,
  ModelLedger,
  ModelTask,
} from "../../model/ports/index.ts";
import { type AnswerCache, type KeptAnswer, toAnswerKey } from "./answer-cache.ts";
import { AttemptBook } from "./attempt-book.ts";
import type { CapabilityFinder } from "./capability.ts";
import type { ModelClock } from "./clock.ts";
import { type Conclusion, converse } from "./conversation.ts";
import type { DrawFence } from "./prompt.ts";
import type { SchemaMode } from "./providers.ts";
import { createInterrupted, type RequestSender } from "./request-sender.ts";
import { SharedWork } from "./shared-work.ts";
import type { ModelTelemetry } from "./telemetry.ts";

export interface KeptLanguageModelOptions {
  /** `provider/model`. */
  readonly id: string;
  readonly telemetryName: string;
  readonly modes: readonly SchemaMode[];
  readonly sender: RequestSender;
  readonly capability: CapabilityFinder;
  readonly cache: AnswerCache;
  readonly ledger: ModelLedger;
  readonly runId: string;
  readonly clock: ModelClock;
  readonly drawFence: DrawFence;
  readonly telemetry: ModelTelemetry;
}

/** A model whose answers are kept: what was asked before, or is being asked, costs nothing. */
export class KeptLanguageModel implements LanguageModel {
  readonly id: string;
  readonly #options: KeptLanguageModelOptions;
  readonly #shared = new SharedWork<KeptAnswer>();

  constructor(options: KeptLanguageModelOptions) {
    this.id = options.id;
    this.#options = options;
  }

  async ask<Schema extends z.ZodType>(
    task: ModelTask<Schema>,
    options: CallOptions = {},
  ): Promise<ModelAnswer<z.output<Schema>>> {
    const signal = options.signal ?? new AbortController().signal;
    if (signal.aborted) throw createInterrupted(this.id);
    const startedAt = this.#options.clock.now();
    const key = toAnswerKey(this.id, task);
    let isOwn = false;
    const kept = await this.#shared.run(key, signal, async () => {
      const hit = await findFitting(this.#options.cache, key, task.schema);
      if (hit !== undefined) return hit;
      isOwn = true;
      return this.#askAndKeep(task, { key, signal, startedAt });
    });
    if (!isOwn) this.#recordCached(task, kept, startedAt);
    return toAnswer(kept, task.schema);
  }

  async #askAndKeep<Schema extends z.ZodType>(
    task: ModelTask<Schema>,
    question: Question,
  ): Promise<KeptAnswer> {
    const { key, signal, startedAt } = question;
    const book = new AttemptBook();
    const conclusion = await this.#converse(task, book, signal).catch((error: unknown) => {
      if (book.attempts.length > 0)
        this.#record(task, { state: "failed", book, raw: null, startedAt, error });
      throw error;
    });
    const raw = conclusion.state === "quarantined" ? conclusion.raw : null;
    // Booked before it is kept: what a crash in between costs twice is booked twice.
    this.#record(task, { state: conclusion.state, book, raw, startedAt });
    const kept = this.#toKept(task, conclusion, book);
    await this.#options.cache.keep(key, kept);
    return kept;
  }

  async #converse<Schema extends z.ZodType>(
    task: ModelTask<Schema>,
    book: AttemptBook,
    signal: AbortSignal,
  ): Promise<Conclusion> {
    const { capability, modes, sender, drawFence } = this.#options;
    const best = await capability.findMode(book, signal);
    const ladder = modes.slice(modes.indexOf(best));
    return converse(task, { sender, modes: ladder, drawFence, book, signal });
  }

  #toKept(task: ModelTask<z.ZodType>, conclusion: Conclusion, book: AttemptBook): KeptAnswer {
    return {
      ...conclusion,
      task: task.name,
      model: this.id,
      at: this.#now(),
      fingerprint: book.fingerprint,
      droppedParameters: [...book.droppedParameters],
    };
  }

  #recordCached(task: Booking, kept: KeptAnswer, startedAt: number): void {
    const { fingerprint, droppedParameters } = kept;
    this.#write(task, { state: "cached", attempts: [], droppedParameters, fingerprint, raw: null });
    this.#trace(task, { startedAt, isCached: true });
  }

  #record(task: Booking, { state, book, raw, startedAt, error }: Outcome): void {
    const { attempts, fingerprint } = book;
    const droppedParameters = [...book.droppedParameters];
    this.#write(task, { state, attempts, droppedParameters, fingerprint, raw });
    const failure = error instanceof StemmaError ? error.code : "unexpected";
    const errorType = state === "failed" ? failure : state === "quarantined" ? state : undefined;
    this.#trace(task, { startedAt, isCached: false, book, errorType });
  }

  #write(
    task: Booking,
    call: Pick<ModelCall, "state" | "attempts" | "droppedParameters" | "fingerprint" | "raw">,
  ) {
    const { ledger, runId } = this.#options;
    const { role, name, dataset } = task;
    ledger.record({
      id: randomUUID(),
      runId,
      at: this.#now(),
      role,
      task: name,
      model: this.id,
      dataset,
      ...call,
    });
  }

  #trace(task: Booking, { startedAt, isCached, book, errorType }: Trace): void {
    const { telemetry, telemetryName, clock } = this.#options;
    telemetry.record({
      provider: telemetryName,
      requestModel: this.id.slice(this.id.indexOf("/") + 1),
      responseModel: book?.responseModel ?? undefined,
      usage: book?.usage ?? { inputTokens: null, outputTokens: null },
      errorType,
      role: task.role,
      dataset: task.dataset,
      isCached,
      startedAt,
      endedAt: clock.now(),
    });
  }

  #now(): string {
    return new Date(this.#options.clock.now()).toISOString();
  }
}

interface Booking {
  readonly role: ModelCall["role"];
  readonly name: string;
  readonly dataset: DatasetId;
}

interface Question {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly startedAt: number;
}

interface Outcome {
  readonly state: "answered" | "quarantined" | "failed";
  readonly book: AttemptBook;
  readonly raw: string | null;
  readonly startedAt: number;
  readonly error?: unknown;
}

interface Trace {
  readonly startedAt: number;
  readonly isCached: boolean;
  readonly book?: AttemptBook;
  readonly errorType?: string | undefined;
}

/** A kept answer, unless the schema no longer takes it. */
export async function findFitting(
  cache: AnswerCache,
  key: string,
  schema: z.ZodType,
): Promise<KeptAnswer | undefined> {
  const kept = await cache.find(key);
  if (kept?.state !== "answered") return kept;
  return schema.safeParse(JSON.parse(kept.json)).success ? kept : undefined;
}

function toAnswer<Schema extends z.ZodType>(kept: KeptAnswer, schema: Schema): ModelAnswer<z.output<Schema>> {
  if (kept.state === "quarantined") return { state: "quarantined", detail: kept.detail };
  return { state: "answered", value: schema.parse(JSON.parse(kept.json)) };
}
