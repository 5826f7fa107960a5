import type { ReviewEvent } from "../model/index.ts";

/** Reviews that stand, in the order of their making: what was undone is left out, an undone undo stands again. */
export function listActiveReviews(events: readonly ReviewEvent[]): ReviewEvent[] {
  const undone = new Set<string>();
  for (const event of events.toReversed()) {
    if (event.action.kind === "undo" && !undone.has(event.id)) undone.add(event.action.event);
  }
  return events.filter((event) => event.action.kind !== "undo" && !undone.has(event.id));
}
