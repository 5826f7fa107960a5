import {
  compareText,
  type DatasetId,
  type Edge,
  type EdgeChange,
  type ReviewEvent,
  type ReviewVote,
} from "../../model/index.ts";
import { toReviewOrder } from "../active-reviews.ts";

/** What reviews say of one place in the graph, and which of them still speak of what is there. */
export interface Ballot {
  readonly edge: Edge;
  /** Fingerprints of the evidence that decisions on this edge were and may be made on. */
  readonly hashes: ReadonlySet<string | null>;
  /** Decisions on this edge. */
  readonly decisions: readonly ReviewEvent[];
  /** Decisions on other edges that brought their evidence here. */
  readonly arrivals: readonly ReviewEvent[];
  toCanonical(id: DatasetId): DatasetId;
}

export type Outcome =
  | { readonly kind: "none" }
  | { readonly kind: "reopened"; readonly decisions: readonly ReviewEvent[] }
  | { readonly kind: "disputed"; readonly votes: readonly ReviewVote[] }
  | {
      readonly kind: "agreed";
      readonly votes: readonly ReviewVote[];
      readonly winners: readonly ReviewVote[];
      readonly result: EdgeResult | null;
    };

/** What an edge is to become; null stands for its rejection. */
export interface EdgeResult {
  readonly upstream: DatasetId;
  readonly relation: Edge["relation"];
  readonly splits: readonly string[];
}

/**
 * Each reviewer's last standing decision on the evidence of now is one vote; more than half of the votes decide.
 * Decisions on other evidence count only in that they send the edge back to review, where nobody has decided anew.
 */
export function countVotes(ballot: Ballot): Outcome {
  const votes = listVotes(ballot);
  if (votes.length === 0) return findStale(ballot);
  const groups = Map.groupBy(votes, (vote) => JSON.stringify(toResult(vote, ballot)));
  const [first] = [...groups.values()].sort((a, b) => b.length - a.length);
  const winner = first?.at(-1);
  if (first === undefined || winner === undefined || first.length * 2 <= votes.length) {
    return { kind: "disputed", votes };
  }
  return { kind: "agreed", votes, winners: first, result: toResult(winner, ballot) };
}

function findStale({ decisions }: Ballot): Outcome {
  const last = new Map(toReviewOrder(decisions).map((event) => [event.by, event]));
  return last.size === 0 ? { kind: "none" } : { kind: "reopened", decisions: [...last.values()] };
}

function listVotes(ballot: Ballot): ReviewVote[] {
  const arrived = new Set(ballot.arrivals.map(({ id }) => id));
  const all = toReviewOrder([...ballot.decisions, ...ballot.arrivals]);
  const votes = [...Map.groupBy(all, ({ by }) => by).values()].flatMap((events) => {
    const valid = events.filter((event) => arrived.has(event.id) || isOnEvidence(event, events, ballot));
    const vote = valid.reduce<ReviewVote | undefined>(
      (earlier, event) => toVote(event, ballot.edge, arrived.has(event.id) ? (earlier ?? "first") : null),
      undefined,
    );
    return vote === undefined ? [] : [vote];
  });
  return votes.sort((a, b) => compareText(a.at, b.at) || compareText(a.event, b.event));
}

/** What a person added by hand rests on their word, until they say something else about the edge. */
function isOnEvidence(event: ReviewEvent, own: readonly ReviewEvent[], { hashes }: Ballot): boolean {
  return event.action.kind === "add-edge" ? own.at(-1) === event : hashes.has(event.evidenceHash);
}

/** `arrivedAfter` is the same person's vote before their decision on another edge brought its evidence here. */
function toVote(event: ReviewEvent, edge: Edge, arrivedAfter: ReviewVote | "first" | null): ReviewVote {
  const { id, by, at, reason, action } = event;
  const head = { by, at, event: id, reason };
  if (action.kind === "add-edge") {
    const hasQuote = edge.evidence.some(({ kind }) => kind !== "asserted");
    const becomes = { upstream: null, relation: action.relation, splits: action.splits ?? null };
    return hasQuote ? { ...head, verdict: "accept", becomes: null } : { ...head, verdict: "edit", becomes };
  }
  if (action.kind !== "edit-edge") {
    return { ...head, verdict: action.kind === "accept-edge" ? "accept" : "reject", becomes: null };
  }
  if (arrivedAfter === null) return { ...head, verdict: "edit", becomes: action.becomes };
  const before = arrivedAfter === "first" ? null : arrivedAfter.becomes;
  const becomes = toChangeHere(action.becomes, before);
  const isPlain = becomes.relation === null && becomes.splits === null;
  return isPlain ? { ...head, verdict: "accept", becomes: null } : { ...head, verdict: "edit", becomes };
}

function toChangeHere(becomes: EdgeChange, before: EdgeChange | null): EdgeChange {
  return {
    upstream: null,
    relation: becomes.relation ?? before?.relation ?? null,
    splits: becomes.splits ?? before?.splits ?? null,
  };
}

function toResult({ verdict, becomes }: ReviewVote, { edge, toCanonical }: Ballot): EdgeResult | null {
  if (verdict === "reject") return null;
  const upstream = becomes?.upstream ?? null;
  return {
    upstream: upstream === null ? edge.upstream : toCanonical(upstream),
    relation: becomes?.relation ?? edge.relation,
    splits: [...new Set(becomes?.splits ?? edge.splits)].sort(compareText),
  };
}
