import type { ItemQueue } from "../../app/index.ts";
import { type Relation, type ReviewItem, toIdKey } from "../../model/index.ts";

/** What an edit will make of the edge; null leaves the part as it is. */
export interface EditDraft {
  readonly source: string | null;
  readonly relation: Relation | null;
  readonly splits: readonly string[] | null;
}

export type DraftVerdict =
  | { readonly kind: "accept" }
  | { readonly kind: "reject" }
  | ({ readonly kind: "edit" } & EditDraft);

export type Mode =
  | { readonly kind: "browse" }
  | { readonly kind: "help" }
  | { readonly kind: "reason"; readonly verdict: DraftVerdict }
  | { readonly kind: "reason-text"; readonly verdict: DraftVerdict; readonly text: string }
  | { readonly kind: "edit"; readonly draft: EditDraft }
  | { readonly kind: "source"; readonly draft: EditDraft }
  | { readonly kind: "source-text"; readonly draft: EditDraft; readonly text: string }
  | { readonly kind: "relation"; readonly draft: EditDraft }
  | { readonly kind: "splits-text"; readonly draft: EditDraft; readonly text: string };

export interface Message {
  readonly text: string;
  readonly tone: "good" | "care" | "bad";
}

/** Everything that the screen shows. */
export interface ReviewState {
  readonly reviewer: string;
  readonly items: ItemQueue;
  readonly position: number;
  /** Edges that waited when the review began, or were sent back by an undo. */
  readonly total: number;
  readonly mode: Mode;
  readonly message: Message | null;
  /** Lines of the body that are scrolled away. */
  readonly scroll: number;
}

/** What is to be done outside of the screen. */
export type Effect =
  | {
      readonly kind: "decide";
      readonly item: ReviewItem;
      readonly verdict: DraftVerdict;
      readonly reason: string;
    }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  | { readonly kind: "quit"; readonly isInterrupt: boolean };

export interface Step {
  readonly state: ReviewState;
  readonly effect: Effect | null;
}

export type EdgeEnds = Pick<ReviewItem["edge"], "upstream" | "downstream">;

export function toFirstState(reviewer: string, items: ItemQueue): ReviewState {
  return {
    reviewer,
    items,
    position: 0,
    total: items.length,
    mode: { kind: "browse" },
    message: null,
    scroll: 0,
  };
}

export function findCurrent({ items, position }: ReviewState): ReviewItem | undefined {
  return items.at(position);
}

/** The edge that the person sees after deciding on the current one. */
export function findNext({ items, position }: ReviewState): EdgeEnds | null {
  const next = position + 1 < items.length ? position + 1 : position - 1;
  return next < 0 ? null : (items.at(next)?.edge ?? null);
}

/** The queue as it is after something was done, at the edge that is wanted or else where the person was. */
export function toRefreshed(
  state: ReviewState,
  items: ItemQueue,
  { focus, message }: { readonly focus: EdgeEnds | null; readonly message: Message },
): ReviewState {
  const found = focus === null ? -1 : findPlace(items, focus);
  const position = found >= 0 ? found : Math.max(0, Math.min(state.position, items.length - 1));
  return {
    ...state,
    items,
    position,
    total: Math.max(state.total, items.length),
    mode: { kind: "browse" },
    message,
    scroll: 0,
  };
}

function findPlace(items: ItemQueue, { upstream, downstream }: EdgeEnds): number {
  const [upstreamKey, downstreamKey] = [toIdKey(upstream), toIdKey(downstream)];
  return items.findIndex(
    ({ edge }) => toIdKey(edge.downstream) === downstreamKey && toIdKey(edge.upstream) === upstreamKey,
  );
}
