import type { HttpClock } from "../../src/sources/http/index.ts";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

const settleMs = 15;

/** Jumps to the next sleeper's hour whenever nothing new went to sleep for a moment of real time. */
export class VirtualClock implements HttpClock {
  readonly slept: number[] = [];
  #now: number;
  #sleepers: Sleeper[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(start = Date.parse("2026-03-01T00:00:00Z")) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  advance(durationMs: number): void {
    this.#now += durationMs;
  }

  sleep(waitMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.slept.push(waitMs);
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#sleepers = this.#sleepers.filter((entry) => entry !== sleeper);
        reject(signal.reason);
      };
      const wake = () => {
        signal.removeEventListener("abort", giveUp);
        resolve();
      };
      const sleeper = { until: this.#now + waitMs, wake };
      this.#sleepers.push(sleeper);
      signal.addEventListener("abort", giveUp, { once: true });
      this.#schedule();
    });
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const [next, ...rest] = this.#sleepers.sort((a, b) => a.until - b.until);
      this.#sleepers = rest;
      if (next === undefined) return;
      this.#now = Math.max(this.#now, next.until);
      next.wake();
      this.#schedule();
    }, settleMs);
  }
}
