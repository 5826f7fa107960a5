import type { ReviewAction, ReviewEvent } from "../model/index.ts";
import { listUndone, toReviewOrder } from "./active-reviews.ts";

interface ReviewStep {
  readonly action: Extract<ReviewAction, { kind: "undo" }>;
  /** The decision on an edge that is taken back, or stands again. */
  readonly decision: ReviewEvent;
}

/** Takes back the reviewer's last decision on an edge that still stands, and all that stand of its batch; last first. */
export function listUndoSteps(events: readonly ReviewEvent[], by: string): ReviewStep[] {
  const undone = listUndone(events);
  const standing = toReviewOrder(events).filter(
    (event) => event.by === by && isEdgeDecision(event) && !undone.has(event.id),
  );
  return takeLastBatch(standing, (decision) => decision.batch).map((decision) => ({
    action: { kind: "undo", event: decision.id },
    decision,
  }));
}

/** Brings back what the reviewer undid last, a batch as a whole; after a new decision there is nothing to bring back. */
export function listRedoSteps(events: readonly ReviewEvent[], by: string): ReviewStep[] {
  const undone = listUndone(events);
  const waiting = listTakenBack(events, by).filter(
    ({ undo, decision }) => !undone.has(undo.id) && undone.has(decision.id),
  );
  return takeLastBatch(waiting, ({ undo }) => undo.batch).map(({ undo, decision }) => ({
    action: { kind: "undo", event: undo.id },
    decision,
  }));
}

/** The last item with all of its batch, last first. */
function takeLastBatch<Item>(items: readonly Item[], batchOf: (item: Item) => string | undefined): Item[] {
  const last = items.at(-1);
  if (last === undefined) return [];
  const batch = batchOf(last);
  if (batch === undefined) return [last];
  return items.filter((item) => batchOf(item) === batch).reverse();
}

/** True for what is decided in a review: not for what was added by hand, and not for an undo. */
function isEdgeDecision({ action }: ReviewEvent): boolean {
  return action.kind === "accept-edge" || action.kind === "reject-edge" || action.kind === "edit-edge";
}

interface TakenBack {
  readonly undo: ReviewEvent;
  readonly decision: ReviewEvent;
}

function listTakenBack(events: readonly ReviewEvent[], by: string): TakenBack[] {
  const own = toReviewOrder(events).filter((event) => event.by === by);
  const decisions = new Map(own.filter(isEdgeDecision).map((event) => [event.id, event]));
  let takenBack: TakenBack[] = [];
  for (const event of own) {
    if (decisions.has(event.id)) takenBack = [];
    if (event.action.kind !== "undo") continue;
    const target = event.action.event;
    const decision = decisions.get(target);
    if (decision !== undefined) takenBack.push({ undo: event, decision });
    else takenBack = takenBack.filter(({ undo }) => undo.id !== target);
  }
  return takenBack;
}
