import { isSameDataset, type Relation, type ReviewItem } from "../../model/index.ts";

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
  readonly items: readonly ReviewItem[];
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

export function toFirstState(reviewer: string, items: readonly ReviewItem[]): ReviewState {
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
  return items[position];
}

/** The edge that the person sees after deciding on the current one. */
export function findNext({ items, position }: ReviewState): EdgeEnds | null {
  return (items[position + 1] ?? items[position - 1])?.edge ?? null;
}

/** The queue as it is after something was done, at the edge that is wanted or else where the person was. */
export function toRefreshed(
  state: ReviewState,
  items: readonly ReviewItem[],
  { focus, message }: { readonly focus: EdgeEnds | null; readonly message: Message },
): ReviewState {
  const found = items.findIndex(({ edge }) => focus !== null && isSameEdge(edge, focus));
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

function isSameEdge(a: EdgeEnds, b: EdgeEnds): boolean {
  return isSameDataset(a.upstream, b.upstream) && isSameDataset(a.downstream, b.downstream);
}
