import { StemmaError } from "../../model/index.ts";
import type { Spending } from "./spending.ts";

export interface ModelBudgetLimits {
  /** Input and output together; null for no limit. */
  readonly maxTokens: number | null;
  readonly maxCostUsd: number | null;
}

export interface Reservation {
  /** Puts what was used in the place of what was reserved. Counts once. */
  settle(used: Spending): void;
}

/**
 * A limit that the sum of what was spent and what is reserved never passes. A reservation that would fit once others
 * are settled waits for them, so that concurrency does not decide how far a budget reaches.
 */
export interface ModelBudget {
  readonly limits: ModelBudgetLimits;
  readonly spent: Spending;
  /** Throws StemmaError `budget` when the amount does not fit, and the signal's reason when it aborts. */
  reserve(amount: Spending, signal: AbortSignal): Promise<Reservation>;
}

export function createModelBudget(limits: ModelBudgetLimits): ModelBudget {
  return new ReservingBudget(limits);
}

class ReservingBudget implements ModelBudget {
  readonly limits: ModelBudgetLimits;
  #tokens = 0;
  #costUsd = 0;
  #isCostKnown = true;
  readonly #reserved = new Set<Spending>();
  #settled = Promise.withResolvers<void>();

  constructor(limits: ModelBudgetLimits) {
    this.limits = limits;
  }

  get spent(): Spending {
    return { tokens: this.#tokens, costUsd: this.#isCostKnown ? this.#costUsd : null };
  }

  async reserve(amount: Spending, signal: AbortSignal): Promise<Reservation> {
    signal.throwIfAborted();
    while (!this.#fits(amount)) {
      if (this.#reserved.size === 0) throw this.#createError(amount);
      await this.#settled.promise;
      signal.throwIfAborted();
    }
    const reserved = { ...amount };
    this.#reserved.add(reserved);
    return { settle: (used) => this.#settle(reserved, used) };
  }

  #settle(reserved: Spending, used: Spending): void {
    if (!this.#reserved.delete(reserved)) return;
    this.#tokens += used.tokens;
    this.#costUsd += used.costUsd ?? 0;
    if (used.costUsd === null) this.#isCostKnown = false;
    const { resolve } = this.#settled;
    this.#settled = Promise.withResolvers<void>();
    resolve();
  }

  #fits(amount: Spending): boolean {
    const { maxTokens, maxCostUsd } = this.limits;
    const held = [...this.#reserved];
    const tokens = held.reduce((sum, entry) => sum + entry.tokens, this.#tokens + amount.tokens);
    const costUsd = held.reduce(
      (sum, entry) => sum + (entry.costUsd ?? 0),
      this.#costUsd + (amount.costUsd ?? 0),
    );
    return (maxTokens === null || tokens <= maxTokens) && (maxCostUsd === null || costUsd <= maxCostUsd);
  }

  #createError(amount: Spending): StemmaError {
    const { maxTokens, maxCostUsd } = this.limits;
    const isOfTokens = maxTokens !== null && this.#tokens + amount.tokens > maxTokens;
    const text = isOfTokens
      ? `The budget of ${maxTokens} tokens has ${maxTokens - this.#tokens} left; the next request may take ${amount.tokens}`
      : `The budget of ${maxCostUsd} US dollars has ${((maxCostUsd ?? 0) - this.#costUsd).toFixed(4)} left; the next request may take ${(amount.costUsd ?? 0).toFixed(4)}`;
    return new StemmaError("budget", text, {
      hint: `Run again with a larger ${isOfTokens ? "--max-tokens" : "--max-cost"}; what was read is kept.`,
    });
  }
}
