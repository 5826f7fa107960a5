import {
  type Configuration,
  decideReviews,
  listReviewQueue,
  stepReview,
  type UseCaseContext,
} from "../../app/index.ts";
import { type ReviewEvent, type ReviewItem, toStemmaError } from "../../model/index.ts";
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
  loadItems(): Promise<readonly ReviewItem[]>;
  /** The state after the effect; what went wrong is its message. */
  perform(state: ReviewState, effect: Exclude<Effect, { kind: "quit" }>): Promise<ReviewState>;
}

export function createReviewDesk(
  configuration: Configuration,
  signal: AbortSignal,
  choice: QueueChoice,
): ReviewDesk {
  const context: UseCaseContext = { configuration, signal };
  const loadItems = async () => (await listReviewQueue.run(choice, context)).items;
  return {
    loadItems,
    async perform(state, effect) {
      try {
        const { text, focus } = await performEffect(state, effect, context);
        return toRefreshed(state, await loadItems(), { focus, message: { text, tone: "good" } });
      } catch (thrown) {
        const { message, hint } = toStemmaError(thrown, effect.kind);
        const text = hint === undefined ? message : `${message}; ${hint}`;
        const focus = findCurrent(state)?.edge ?? null;
        const items = await loadItems().catch(() => state.items);
        return toRefreshed(state, items, { focus, message: { text, tone: "bad" } });
      }
    },
  };
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
  const { decision } = await stepReview.run({ direction: effect.kind }, context);
  const word = effect.kind === "undo" ? "undone" : "done again";
  return { text: `${word}: ${toDecisionText(decision)}`, focus: toEnds(decision) };
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
