import type { DatasetId, ReleaseDate, ResolvedClaim, UnreadableReason } from "../model/index.ts";
import type { Agents, HubRecord, Sources, Subject } from "../model/ports/index.ts";
import type { NodeDocument, StoredNode } from "../store/index.ts";

/** What an earlier visit of the same dataset left in the store. */
interface EarlierVisit {
  readonly node: StoredNode;
  readonly documents: readonly NodeDocument[];
  readonly claims: readonly ResolvedClaim[];
}

export interface VisitInput {
  readonly id: DatasetId;
  readonly sources: Sources;
  readonly agents: Agents;
  readonly signal: AbortSignal;
  readonly earlier: EarlierVisit | null;
  /** The record when the hub gave it moments ago, as the answer for a former name. */
  readonly record: HubRecord | null;
  /** Told of every record the hub gives, so that nobody asks for it again. */
  readonly onRecord: (record: HubRecord) => void;
}

/** Reasons that may be gone the next time; everything else is a definite answer. */
const passingReasons: ReadonlySet<UnreadableReason> = new Set([
  "network",
  "rate-limited",
  "bad-response",
  "budget",
]);

export function isPassing(reason: UnreadableReason): boolean {
  return passingReasons.has(reason);
}

const lastOldDay = "2020-12-31";

/** Released in 2020 or earlier for certain: kept, not expanded (T1). */
export function isOldRelease(released: ReleaseDate | null): boolean {
  return released !== null && released.interval.latest <= lastOldDay;
}

/**
 * The dataset as the agents see it. Its other names on the hub are left out on purpose: which of them are known
 * depends on the order of the visits; they are brought together when the graph is assembled.
 */
export function toSubject(id: DatasetId, record: HubRecord | null, names: readonly string[]): Subject {
  return { id, aliases: [], names, record };
}
