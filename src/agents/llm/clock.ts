import { setTimeout as sleepFor } from "node:timers/promises";

/** Time for waits and dates; replaced in tests. */
export interface ModelClock {
  now(): number;
  /** Rejects when the signal aborts. */
  sleep(waitMs: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: ModelClock = {
  now: () => Date.now(),
  sleep: (waitMs, signal) => sleepFor(waitMs, undefined, { signal }),
};
