import { StemmaError } from "../../model/index.ts";

/** Work asked for by several at a time is done once; only the interruption of the one who does it is not shared. */
export class SharedWork<Value> {
  readonly #underWay = new Map<string, Promise<Value>>();

  async run(key: string, signal: AbortSignal, task: () => Promise<Value>): Promise<Value> {
    for (let earlier = this.#underWay.get(key); earlier !== undefined; earlier = this.#underWay.get(key)) {
      try {
        return await earlier;
      } catch (error) {
        if (signal.aborted || !isInterruption(error)) throw error;
      }
    }
    const running = task();
    this.#underWay.set(key, running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(key);
    }
  }
}

function isInterruption(error: unknown): boolean {
  return error instanceof StemmaError && error.code === "interrupted";
}
