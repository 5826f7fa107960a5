import {
  type Configuration,
  decideReviews,
  type ItemQueue,
  type listReviewQueue,
  openReviewQueue,
  openReviewSession,
  stepReview,
  type UseCaseContext,
} from "../../app/index.ts";
import { type ReviewEvent, toStemmaError } from "../../model/index.ts";
import {
  type EdgeEnds,
  type Effect,
  findCurrent,
  findNext,
  type ReviewState,
  toRefreshed,
} from "./review-state.ts";

export type QueueChoice = Parameters<typeof listReviewQueue.run>[0];

/** What the keys set going, done on the store; every decision is written before the screen moves on. */
export interface ReviewDesk {
  loadItems(): ItemQueue;
  /** The state after the effect; what went wrong is its message. */
  perform(state: ReviewState, effect: Exclude<Effect, { kind: "quit" }>): Promise<ReviewState>;
  close(): void;
}

export function openReviewDesk(
  configuration: Configuration,
  signal: AbortSignal,
  choice: QueueChoice,
): ReviewDesk {
  const reviews = openReviewSession(configuration, { readOnly: true });
  const context: UseCaseContext = { configuration, signal, reviews };
  const loadItems = () => openReviewQueue(choice, reviews, configuration.settings.reviewer);
  return {
    loadItems,
    async perform(state, effect) {
      try {
        const { text, focus } = await performEffect(state, effect, context);
        return toRefreshed(state, loadItems(), { focus, message: { text, tone: "good" } });
      } catch (thrown) {
        const { message, hint } = toStemmaError(thrown, effect.kind);
        const text = hint === undefined ? message : `${message}; ${hint}`;
        const focus = findCurrent(state)?.edge ?? null;
        return toRefreshed(state, loadItemsOr(state.items), { focus, message: { text, tone: "bad" } });
      }
    },
    close: () => reviews.close(),
  };

  function loadItemsOr(before: ItemQueue): ItemQueue {
    try {
      return loadItems();
    } catch {
      return before;
    }
  }
}

interface Done {
  readonly text: string;
  readonly focus: EdgeEnds | null;
}

async function performEffect(
  state: ReviewState,
  effect: Exclude<Effect, { kind: "quit" }>,
  context: UseCaseContext,
): Promise<Done> {
  if (effect.kind === "decide") return await decide(state, effect, context);
  const { decision, steps } = await stepReview.run({ direction: effect.kind }, context);
  const word = effect.kind === "undo" ? "undone" : "done again";
  const others = steps.length === 1 ? "" : ` and ${steps.length - 1} more of its batch`;
  return { text: `${word}: ${toDecisionText(decision)}${others}`, focus: toEnds(decision) };
}

async function decide(
  state: ReviewState,
  { item, verdict, reason }: Extract<Effect, { kind: "decide" }>,
  context: UseCaseContext,
): Promise<Done> {
  const { upstream, downstream } = item.edge;
  const { decisions } = await decideReviews.run(
    {
      edges: [{ upstream, downstream, evidenceHash: item.evidenceHash }],
      verdict: verdict.kind === "edit" ? { ...verdict, splits: toList(verdict.splits) } : verdict,
      reason,
      hasOutcome: false,
    },
    context,
  );
  const event = decisions[0]?.event;
  return { text: event === undefined ? "" : toDecisionText(event), focus: findNext(state) };
}

function toList(splits: readonly string[] | null): string[] | null {
  return splits === null ? null : [...splits];
}

const words: Readonly<Record<string, string>> = {
  "accept-edge": "accepted",
  "reject-edge": "rejected",
  "edit-edge": "edited",
};

function toDecisionText({ action, reason }: ReviewEvent): string {
  const ends = "upstream" in action ? `${action.upstream} -> ${action.downstream}` : "";
  return `${words[action.kind] ?? action.kind} ${ends} (${reason})`;
}

function toEnds({ action }: ReviewEvent): EdgeEnds | null {
  return "upstream" in action ? { upstream: action.upstream, downstream: action.downstream } : null;
}
