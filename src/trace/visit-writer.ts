/** Waits between writes are this many times as long as the last write took. */
const restPerWrite = 4;

/**
 * Collects finished visits and writes those of a moment in one go, so that a slow disk does not hold up the reading.
 * At most `limit` visits wait.
 */
export class VisitWriter<Visit> {
  readonly #limit: number;
  readonly #write: (visits: readonly Visit[]) => void;
  #waiting: Visit[] = [];
  #timer: NodeJS.Timeout | undefined;
  #restUntil = 0;

  constructor(limit: number, write: (visits: readonly Visit[]) => void) {
    this.#limit = limit;
    this.#write = write;
  }

  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  add(visit: Visit): void {
    this.#waiting.push(visit);
    if (this.#waiting.length >= this.#limit) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), Math.max(0, this.#restUntil - performance.now()));
  }

  /** Writes now what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const visits = this.#waiting;
    this.#waiting = [];
    if (visits.length === 0) return;
    const start = performance.now();
    this.#write(visits);
    const end = performance.now();
    this.#restUntil = end + restPerWrite * (end - start);
  }
}
