import type { ModelAttempt, TokenUsage } from "../../model/index.ts";
import type { ModelReply, OptionalParameter } from "./model-reply.ts";

/** What one call took so far. */
export class AttemptBook {
  readonly attempts: ModelAttempt[] = [];
  readonly #dropped = new Set<OptionalParameter>();
  #last: ModelReply | undefined;

  add(attempt: ModelAttempt): void {
    this.attempts.push(attempt);
  }

  /** Notes what answered, and without which parameters it was asked. */
  noteReply(reply: ModelReply, dropped: Iterable<OptionalParameter>): void {
    this.#last = reply;
    for (const parameter of [...dropped, ...reply.dropped]) this.#dropped.add(parameter);
  }

  get droppedParameters(): readonly string[] {
    return [...this.#dropped].sort();
  }

  get fingerprint(): string | null {
    return this.#last?.fingerprint ?? null;
  }

  get responseModel(): string | null {
    return this.#last?.responseModel ?? null;
  }

  /** Null where no attempt was counted by its provider. */
  get usage(): TokenUsage {
    return {
      inputTokens: sumKnown(this.attempts.map((attempt) => attempt.inputTokens)),
      outputTokens: sumKnown(this.attempts.map((attempt) => attempt.outputTokens)),
    };
  }
}

function sumKnown(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}
