import { setTimeout as sleepFor } from "node:timers/promises";

/** Time for waits, limits and freshness; replaced in tests. */
export interface HttpClock {
  now(): number;
  /** Rejects when the signal aborts. */
  sleep(waitMs: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: HttpClock = {
  now: () => Date.now(),
  sleep: (waitMs, signal) => sleepFor(waitMs, undefined, { signal }),
};
