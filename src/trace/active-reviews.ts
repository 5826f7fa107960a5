import type { DatasetId, ReviewEvent } from "../model/index.ts";

/** Reviews that stand, in the order of their making: what was undone is left out, an undone undo counts for nothing. */
export function listActiveReviews(events: readonly ReviewEvent[]): ReviewEvent[] {
  const undone = listUndone(events);
  return events.filter((event) => event.action.kind !== "undo" && !undone.has(event.id));
}

/** Ids of the events that were undone, undos among them. */
export function listUndone(events: readonly ReviewEvent[]): Set<string> {
  const undone = new Set<string>();
  for (const event of events.toReversed()) {
    if (event.action.kind === "undo" && !undone.has(event.id)) undone.add(event.action.event);
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
