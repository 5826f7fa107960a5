export interface WindowQuota {
  readonly quota: number;
  readonly windowMs: number;
}

/** A fixed window, as the hub and GitHub count: so many requests until it resets. */
export class RateWindow {
  readonly quota: number;
  readonly windowMs: number;
  #used = 0;
  #resetsAt = 0;

  constructor({ quota, windowMs }: WindowQuota) {
    this.quota = quota;
    this.windowMs = windowMs;
  }

  /** Counts one request; false when it is one too many. */
  take(): boolean {
    const now = Date.now();
    if (now >= this.#resetsAt) {
      this.#used = 0;
      this.#resetsAt = now + this.windowMs;
    }
    if (this.#used >= this.quota) return false;
    this.#used += 1;
    return true;
  }

  get remaining(): number {
    return this.quota - this.#used;
  }

  get resetsAt(): number {
    return this.#resetsAt;
  }

  get secondsLeft(): number {
    return Math.max(0, Math.ceil((this.#resetsAt - Date.now()) / 1000));
  }
}
