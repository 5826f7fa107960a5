import { hostname } from "node:os";
import type { HostPolicy } from "./host-policy.ts";
import type { LaneState, PoolState } from "./limit-ledger.ts";
import type { LimitNotice, QuotaWindow } from "./rate-limit.ts";

export type Admission =
  /** `isProbe`: nothing is known of the lane's quota in this window, so the answer should be awaited first. */
  | { readonly isGranted: true; readonly isProbe: boolean }
  | { readonly isGranted: false; readonly reason: "queue" | "rate-limit"; readonly waitMs: number };

interface AdmissionRequest {
  readonly policy: HostPolicy;
  readonly lane: string;
  readonly leaseId: string;
  readonly leaseMs: number;
  readonly now: number;
}

const leasePollMs = 100;
const sameWindowMs = 5_000;
const machine = hostname();

/** Grants one request and books it, or says how long to wait before asking again. */
export function admit(state: PoolState, request: AdmissionRequest): Admission {
  const { lane, now } = request;
  const laneState = readLane(state, lane);
  const blockedMs = Math.max(state.blockedUntil, laneState.blockedUntil) - now;
  if (blockedMs > 0) return { isGranted: false, reason: "rate-limit", waitMs: blockedMs };
  const isWindowOpen = laneState.remaining !== null && now < laneState.resetAt;
  if (isWindowOpen && laneState.remaining === 0)
    return { isGranted: false, reason: "rate-limit", waitMs: laneState.resetAt - now };
  const turnMs = bookTurn(state, request);
  if (turnMs > 0) return { isGranted: false, reason: "queue", waitMs: turnMs };
  const isProbe = laneState.remaining !== null && !isWindowOpen;
  laneState.remaining = isWindowOpen ? (laneState.remaining ?? 1) - 1 : null;
  return { isGranted: true, isProbe };
}

/** Books what an answer (or the lack of one) teaches, and ends the request's lease. */
export function settle(
  state: PoolState,
  request: AdmissionRequest,
  outcome: {
    readonly notice: LimitNotice | undefined;
    readonly backoffMs: number;
    readonly inFlight: number;
  },
): void {
  const { policy, lane, now } = request;
  const { notice } = outcome;
  const laneState = readLane(state, lane);
  state.leases = state.leases.filter((lease) => lease.id !== request.leaseId);
  if (policy.minimumIntervalMs > 0) state.nextAt = Math.max(state.nextAt, now + policy.minimumIntervalMs);
  if (notice?.window !== undefined)
    mergeWindow(laneState, notice.window, { now, inFlight: outcome.inFlight });
  if (notice?.isLimited === true) {
    const until = now + (notice.waitMs ?? outcome.backoffMs);
    if (notice.isForLane) laneState.blockedUntil = Math.max(laneState.blockedUntil, until);
    else state.blockedUntil = Math.max(state.blockedUntil, until);
  }
  if (isIdle(laneState, now)) delete state.lanes[lane];
}

function readLane(state: PoolState, lane: string): LaneState {
  const known = state.lanes[lane];
  if (known !== undefined) return known;
  const fresh: LaneState = { blockedUntil: 0, remaining: null, resetAt: 0 };
  state.lanes[lane] = fresh;
  return fresh;
}

function isIdle(lane: LaneState, now: number): boolean {
  return lane.remaining === null && lane.blockedUntil <= now;
}

/** Keeps the interval between requests and, with one, the number under way, over all processes. */
function bookTurn(state: PoolState, request: AdmissionRequest): number {
  const { policy, now } = request;
  if (policy.minimumIntervalMs === 0) return 0;
  state.leases = state.leases.filter((lease) => lease.until > now && isAlive(lease));
  if (state.leases.length >= policy.concurrency) return leasePollMs;
  // A clock that was set back must not lock a host for longer than its interval.
  const intervalLeftMs = Math.min(state.nextAt - now, policy.minimumIntervalMs);
  if (intervalLeftMs > 0) return intervalLeftMs;
  state.nextAt = now + policy.minimumIntervalMs;
  state.leases.push({ id: request.leaseId, machine, process: process.pid, until: now + request.leaseMs });
  return 0;
}

function isAlive(lease: PoolState["leases"][number]): boolean {
  if (lease.machine !== machine) return true;
  try {
    process.kill(lease.process, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function mergeWindow(lane: LaneState, seen: QuotaWindow, state: { now: number; inFlight: number }): void {
  const isOpen = lane.remaining !== null && state.now < lane.resetAt;
  const aheadMs = seen.resetAt - lane.resetAt;
  if (isOpen && aheadMs < -sameWindowMs) return;
  const isSame = isOpen && aheadMs <= sameWindowMs;
  const known = isSame ? (lane.remaining ?? seen.remaining) : seen.remaining - state.inFlight;
  lane.remaining = Math.max(0, Math.min(known, seen.remaining));
  lane.resetAt = isSame ? Math.max(lane.resetAt, seen.resetAt) : seen.resetAt;
}
