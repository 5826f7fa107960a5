import { compareText, type DatasetId, type ReviewEvent } from "../model/index.ts";

/**
 * The order of their making, the same for the same events however they came into a store: by time, then by id. Every
 * event is made later than all that its store holds, so that an undo comes after what it undoes.
 */
export function toReviewOrder(events: readonly ReviewEvent[]): ReviewEvent[] {
  return [...events].sort((a, b) => compareText(a.at, b.at) || compareText(a.id, b.id));
}

/** When the last of the events was made; empty where there is none. */
export function findLastTime(events: readonly ReviewEvent[]): string {
  return toReviewOrder(events).at(-1)?.at ?? "";
}

/** Now, or a millisecond after what was decided last: the order of the events is that of their times. */
export function toTimeAfter(last: string): string {
  const now = new Date().toISOString();
  return now > last ? now : new Date(Date.parse(last) + 1).toISOString();
}

/** Reviews that stand, in the order of their making: what was undone is left out, an undone undo counts for nothing. */
export function listActiveReviews(events: readonly ReviewEvent[]): ReviewEvent[] {
  const undone = listUndone(events);
  return toReviewOrder(events).filter((event) => event.action.kind !== "undo" && !undone.has(event.id));
}

/** Ids of the events that were undone, undos among them. An undo of what was made later counts for nothing. */
export function listUndone(events: readonly ReviewEvent[]): Set<string> {
  const undone = new Set<string>();
  const later = new Set<string>();
  for (const event of toReviewOrder(events).reverse()) {
    later.add(event.id);
    if (event.action.kind !== "undo" || undone.has(event.id) || later.has(event.action.event)) continue;
    undone.add(event.action.event);
  }
  return undone;
}

/** Aliases that people set and did not take back: the alias, and the id that it means. */
export function toHandAliases(standing: readonly ReviewEvent[]): Map<DatasetId, DatasetId> {
  const aliases = new Map<DatasetId, DatasetId>();
  for (const { action } of standing) {
    if (action.kind === "add-alias") aliases.set(action.alias, action.id);
    else if (action.kind === "remove-alias" && aliases.get(action.alias) === action.id) {
      aliases.delete(action.alias);
    }
  }
  return aliases;
}
