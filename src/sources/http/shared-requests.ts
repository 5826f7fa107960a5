import { StemmaError } from "../../model/index.ts";

/** Work asked for by several at a time is done once; only the interruption of the one who does it is not shared. */
export class SharedRequests<Value> {
  readonly #underWay = new Map<string, Promise<Value>>();

  async run(key: string, signal: AbortSignal, task: () => Promise<Value>): Promise<Value> {
    for (let earlier = this.#underWay.get(key); earlier !== undefined; earlier = this.#underWay.get(key)) {
      const outcome = await settleBefore(earlier, signal);
      if (outcome.status === "fulfilled") return outcome.value;
      if (!isInterruption(outcome.reason)) throw outcome.reason;
    }
    signal.throwIfAborted();
    const running = task();
    this.#underWay.set(key, running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async settle(): Promise<void> {
    await Promise.allSettled(this.#underWay.values());
  }
}

interface JoinedSignal {
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

/** One signal that aborts with the first of several; `stop` lets go of them. */
export function joinSignals(signals: readonly (AbortSignal | undefined)[]): JoinedSignal {
  const controller = new AbortController();
  const sources = signals.filter((signal) => signal !== undefined);
  const abort = () => controller.abort();
  for (const source of sources) {
    if (source.aborted) abort();
    source.addEventListener("abort", abort, { once: true });
  }
  const stop = () => {
    for (const source of sources) source.removeEventListener("abort", abort);
  };
  return { signal: controller.signal, stop };
}

/** How a promise of somebody else ends, unless the signal aborts first. */
async function settleBefore<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
): Promise<PromiseSettledResult<Value>> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const giveUp = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    const settled = Promise.allSettled([promise]).then(([outcome]) => outcome);
    return await Promise.race([settled, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

function isInterruption(error: unknown): boolean {
  if (error instanceof StemmaError) return error.code === "interrupted";
  return error instanceof Error && error.name === "AbortError";
}
