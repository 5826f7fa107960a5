import { randomUUID } from "node:crypto";
import { StemmaError } from "../../model/index.ts";
import { type Admission, admit, settle } from "./admission.ts";
import type { HttpClock } from "./clock.ts";
import type { PooledPolicy } from "./host-policy.ts";
import type { HttpWait } from "./http-client.ts";
import type { LimitLedger } from "./limit-ledger.ts";
import type { LimitNotice } from "./rate-limit.ts";
import { Turnstile } from "./turnstile.ts";

export interface HostQueueServices {
  readonly ledger: LimitLedger;
  readonly clock: HttpClock;
  readonly maxWaitMs: number;
  readonly onWait: (wait: HttpWait) => void;
}

export interface Ticket {
  /** Must be called once the exchange is over; `notice` is undefined when no answer came. */
  leave(notice: LimitNotice | undefined, backoffMs: number): void;
}

interface Visit {
  readonly host: string;
  readonly lane: string;
  readonly policy: PooledPolicy;
  /** How long the exchange can take at most. */
  readonly leaseMs: number;
  readonly signal: AbortSignal;
}

/**
 * The waiting room of one pool of hosts. Per lane requests go in the order they came; the first of a lane, and of a
 * window whose quota is not known, goes alone, so that a quota is known before it can be overrun.
 */
export class HostQueue {
  readonly #services: HostQueueServices;
  readonly #places: Turnstile;
  readonly #turns = new Map<string, Turnstile>();
  readonly #inFlight = new Map<string, number>();
  readonly #known = new Set<string>();

  constructor(services: HostQueueServices, policy: PooledPolicy) {
    this.#services = services;
    this.#places = new Turnstile(policy.concurrency);
  }

  /** Throws StemmaError `rate-limited` when the wait would be too long; rejects with the signal's reason. */
  async enter(visit: Visit): Promise<Ticket> {
    const turn = this.#turns.get(visit.lane) ?? new Turnstile(1);
    this.#turns.set(visit.lane, turn);
    const endTurn = await turn.enter(visit.signal);
    let isProbe = false;
    try {
      const entered = await this.#takePlace(visit);
      isProbe = entered.isProbe || !this.#known.has(visit.lane);
      return this.#createTicket(visit, { ...entered, endTurn });
    } finally {
      if (!isProbe) endTurn();
    }
  }

  async #takePlace(visit: Visit) {
    const leaseId = randomUUID();
    for (;;) {
      const leavePlace = await this.#places.enter(visit.signal);
      const admission = this.#admit(visit, leaseId);
      if (admission.isGranted) {
        this.#inFlight.set(visit.lane, this.#countInFlight(visit.lane) + 1);
        return { leaseId, leavePlace, isProbe: admission.isProbe };
      }
      leavePlace();
      await this.#wait(visit, admission);
    }
  }

  #admit(visit: Visit, leaseId: string): Admission {
    const { ledger, clock } = this.#services;
    const { lane, policy, leaseMs } = visit;
    return ledger.update(policy.pool, (state) =>
      admit(state, { policy, lane, leaseId, leaseMs, now: clock.now() }),
    );
  }

  async #wait(visit: Visit, { reason, waitMs }: Extract<Admission, { isGranted: false }>): Promise<void> {
    const { clock, maxWaitMs, onWait } = this.#services;
    if (waitMs > maxWaitMs) throw createTooLongError(visit.host, waitMs);
    onWait({ host: visit.host, reason, waitMs });
    await clock.sleep(waitMs, visit.signal);
  }

  #createTicket(
    visit: Visit,
    entered: { leaseId: string; leavePlace: () => void; endTurn: () => void },
  ): Ticket {
    const { ledger, clock } = this.#services;
    const { lane, policy, leaseMs } = visit;
    return {
      leave: (notice, backoffMs) => {
        const inFlight = this.#countInFlight(lane) - 1;
        this.#inFlight.set(lane, inFlight);
        if (notice !== undefined) this.#known.add(lane);
        const request = { policy, lane, leaseId: entered.leaseId, leaseMs, now: clock.now() };
        ledger.update(policy.pool, (state) => settle(state, request, { notice, backoffMs, inFlight }));
        entered.leavePlace();
        entered.endTurn();
      },
    };
  }

  #countInFlight(lane: string): number {
    return this.#inFlight.get(lane) ?? 0;
  }
}

export function createTooLongError(host: string, waitMs: number): StemmaError {
  const minutes = Math.ceil(waitMs / 60_000);
  return new StemmaError("rate-limited", `${host} asks to wait ${minutes} min before the next request`, {
    hint: "Run again later (what was read is kept), or set a token for this host to get a larger quota.",
  });
}
