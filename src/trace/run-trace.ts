import { setTimeout as delay } from "node:timers/promises";
import { StemmaError, toStemmaError } from "../model/index.ts";
import type { Lease } from "../store/index.ts";
import type { TraceResult } from "./trace-event.ts";
import type { TraceRequest } from "./trace-request.ts";
import { TraceRun } from "./trace-run.ts";

const leasePollMs = 500;

/**
 * Traces the seeds and everything upstream of them (T1 to T5) into the store, where an earlier run left off. Resolves
 * also when interrupted or out of budget: `run.state` and `run.leftOver` say so, and the next call goes on.
 *
 * @throws StemmaError `store-locked`, `store-failed`, `corrupt`, `auth`, and what else concerns the run as a whole.
 */
export async function runTrace(request: TraceRequest): Promise<TraceResult> {
  const lease = await waitForLease(request);
  try {
    return await new TraceRun(request, lease).execute();
  } finally {
    lease.release();
  }
}

async function waitForLease(request: TraceRequest): Promise<Lease> {
  const deadline = Date.now() + (request.leaseWaitMs ?? 0);
  for (;;) {
    try {
      return request.store.acquireLease();
    } catch (error) {
      const isHeld = error instanceof StemmaError && error.code === "store-locked";
      if (!isHeld || Date.now() >= deadline) throw error;
      request.onEvent?.({ kind: "lease-wait", detail: error.message });
    }
    await rest(request.signal);
  }
}

async function rest(signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(leasePollMs, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    throw toStemmaError(error, "waiting for the store");
  }
}
