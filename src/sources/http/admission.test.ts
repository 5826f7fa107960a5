import { describe, expect, it } from "vitest";
import { admit, settle } from "./admission.ts";
import type { PoolState } from "./limit-ledger.ts";

const open = { concurrency: 8, minimumIntervalMs: 0 };
const spaced = { concurrency: 1, minimumIntervalMs: 3_000 };
const now = 1_000_000;

function createState(change: Partial<PoolState> = {}): PoolState {
  return { nextAt: 0, blockedUntil: 0, lanes: {}, leases: [], ...change };
}

function ask(state: PoolState, policy = open, at = now) {
  return admit(state, { policy, lane: "api", leaseId: "a", leaseMs: 60_000, now: at });
}

function tell(state: PoolState, window: { remaining: number; resetAt: number }, inFlight = 0) {
  const notice = { isLimited: false, waitMs: undefined, isForLane: true, window };
  const request = { policy: open, lane: "api", leaseId: "a", leaseMs: 60_000, now };
  settle(state, request, { notice, backoffMs: 0, inFlight });
  return state.lanes.api;
}

const lane = (remaining: number | null, resetAt: number) => ({
  api: { blockedUntil: 0, remaining, resetAt },
});

describe("admit", () => {
  it("books each request of an open window and stops at the last", () => {
    const state = createState({ lanes: lane(2, now + 500) });
    const answers = [ask(state), ask(state), ask(state)];
    expect(answers.map((answer) => answer.isGranted)).toEqual([true, true, false]);
    expect(answers[2]).toMatchObject({ reason: "rate-limit", waitMs: 500 });
  });

  it("sends one ahead when a window is over", () => {
    const state = createState({ lanes: lane(0, now - 1) });
    expect(ask(state)).toEqual({ isGranted: true, isProbe: true });
  });

  it("spaces requests, and is not locked for long by a clock that was set back", () => {
    const state = createState({ nextAt: now + 86_400_000 });
    expect(ask(state, spaced)).toMatchObject({ isGranted: false, reason: "queue", waitMs: 3_000 });
    const normal = createState({ nextAt: now + 1_200 });
    expect(ask(normal, spaced)).toMatchObject({ isGranted: false, waitMs: 1_200 });
  });

  it("lets go of what a dead process or an expired request holds, not of a living one's", () => {
    const lease = { id: "x", machine: "elsewhere", process: 1, until: now + 10 };
    const state = createState({ leases: [lease] });
    expect(ask(state, spaced).isGranted).toBe(false);
    expect(ask(state, spaced, now + 11).isGranted).toBe(true);
  });
});

describe("settle", () => {
  it("takes the lower count within a window", () => {
    const state = createState({ lanes: lane(3, now + 100_000) });
    expect(tell(state, { remaining: 7, resetAt: now + 101_000 })).toMatchObject({ remaining: 3 });
    expect(tell(state, { remaining: 1, resetAt: now + 99_000 })).toMatchObject({ remaining: 1 });
  });

  it("leaves room in a new window for what is under way", () => {
    const state = createState({ lanes: lane(0, now - 5) });
    expect(tell(state, { remaining: 9, resetAt: now + 300_000 }, 4)).toMatchObject({ remaining: 5 });
  });

  it("does not go back to a window that is over", () => {
    const state = createState({ lanes: lane(3, now + 300_000) });
    expect(tell(state, { remaining: 90, resetAt: now + 1_000 })).toMatchObject({
      remaining: 3,
      resetAt: now + 300_000,
    });
  });
});
