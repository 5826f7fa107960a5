import {
  compareText,
  type DatasetId,
  type Edge,
  type Evidence,
  type ReviewEvent,
  type ReviewVote,
} from "../../model/index.ts";
import type { Agents, DatedDataset } from "../../model/ports/index.ts";
import type { CanonicalIds } from "./canonical-ids.ts";
import { decideEdge } from "./decide-edge.ts";
import { toDistinctResolutions, toEdgeKey } from "./draft-edges.ts";
import { countVotes, type Outcome } from "./edge-votes.ts";
import { toDistinctEvidence, toEvidenceHash } from "./evidence.ts";

export interface ReviewInput {
  readonly agents: Agents;
  readonly ids: CanonicalIds;
  /** Standing reviews. */
  readonly reviews: readonly ReviewEvent[];
  readonly findDates: (id: DatasetId) => DatedDataset;
}

export interface ReviewedEdges {
  readonly edges: readonly Edge[];
  /** By edge key; edges that nobody has decided on, as they are now, have no entry. */
  readonly votes: ReadonlyMap<string, readonly ReviewVote[]>;
}

/**
 * Puts what people decided over what was computed; the same events give the same edges, in whatever order they came.
 * A decision made on other quotes than there are now is not carried over: the edge goes back to review.
 */
export function applyReviews(edges: readonly Edge[], input: ReviewInput): ReviewedEdges {
  return new ReviewBoard(edges, input).settle();
}

interface Place {
  readonly edge: Edge;
  readonly hashes: ReadonlySet<string | null>;
  readonly arrivals: readonly ReviewEvent[];
  /** Sources that the evidence which arrived here was ascribed to. */
  readonly formerSources: readonly DatasetId[];
}

interface Move {
  readonly from: string;
  readonly upstream: DatasetId;
  readonly edge: Edge;
  /** The decisions that moved it. */
  readonly events: readonly ReviewEvent[];
}

/**
 * Edges with what is decided on them. Where reviewers gave an edge another source, its evidence moves to that edge and
 * is judged there together with what the edge has of its own, round after round until nothing moves.
 */
class ReviewBoard {
  readonly #input: ReviewInput;
  readonly #places = new Map<string, Place>();
  readonly #decisions: ReadonlyMap<string, readonly ReviewEvent[]>;
  /** Decisions that have moved an edge; none moves two, so that the rounds end. */
  readonly #spent = new Set<ReviewEvent>();
  readonly #edges = new Map<string, Edge>();
  readonly #votes = new Map<string, readonly ReviewVote[]>();

  constructor(edges: readonly Edge[], input: ReviewInput) {
    this.#input = input;
    for (const edge of edges) this.#put(edge, { hashes: new Set([toEvidenceHash(edge.evidence)]) });
    const { toCanonical } = input.ids;
    const onEdges = input.reviews.filter(({ action }) => "upstream" in action);
    this.#decisions = Map.groupBy(onEdges, ({ action }) =>
      "upstream" in action ? toEdgeKey(toCanonical(action.upstream), toCanonical(action.downstream)) : "",
    );
    for (const event of onEdges) this.#assert(event);
  }

  settle(): ReviewedEdges {
    for (let keys = [...this.#places.keys()]; keys.length > 0; ) {
      const moves = keys.flatMap((key) => this.#settleAt(key) ?? []);
      keys = this.#arrive(moves);
    }
    return { edges: [...this.#edges.values()], votes: this.#votes };
  }

  #put(edge: Edge, place: Partial<Place> & Pick<Place, "hashes">): string {
    const key = toEdgeKey(edge.upstream, edge.downstream);
    this.#places.set(key, { arrivals: [], formerSources: [], ...place, edge });
    return key;
  }

  /** An edge that a person added stands beside what documents say, on that person's word. */
  #assert(event: ReviewEvent): void {
    const { action, by, reason } = event;
    if (action.kind !== "add-edge") return;
    const { toCanonical } = this.#input.ids;
    const ends = { upstream: toCanonical(action.upstream), downstream: toCanonical(action.downstream) };
    if (ends.upstream === ends.downstream) return;
    const asserted: Evidence = { kind: "asserted", by, reason, relation: action.relation };
    const place = this.#places.get(toEdgeKey(ends.upstream, ends.downstream));
    const edge = place?.edge ?? toAssertedEdge(event, ends, this.#checkDates(ends));
    this.#put(
      { ...edge, evidence: [...edge.evidence, asserted] },
      { hashes: place?.hashes ?? new Set([null]) },
    );
  }

  /** Decides on the edge at its place, or takes it away from there. */
  #settleAt(key: string): Move | undefined {
    const place = this.#places.get(key);
    if (place === undefined) return undefined;
    const decisions = (this.#decisions.get(key) ?? []).filter((event) => !this.#spent.has(event));
    const { toCanonical } = this.#input.ids;
    const outcome = countVotes({ ...place, decisions, toCanonical });
    const move = this.#findMove(place, outcome, decisions);
    if (move === undefined) this.#keep(key, place, outcome);
    else this.#remove(key, move);
    return move;
  }

  #findMove(place: Place, outcome: Outcome, decisions: readonly ReviewEvent[]): Move | undefined {
    if (outcome.kind !== "agreed" || outcome.result === null) return undefined;
    const { upstream } = outcome.result;
    if (upstream === place.edge.upstream) return undefined;
    const winners = new Set(outcome.winners.map(({ event }) => event));
    const events = decisions.filter(({ id }) => winners.has(id));
    const from = toEdgeKey(place.edge.upstream, place.edge.downstream);
    return { from, upstream, events, edge: place.edge };
  }

  #keep(key: string, { edge, formerSources }: Place, outcome: Outcome): void {
    this.#edges.set(key, decideEdge(edge, outcome, formerSources));
    if ("votes" in outcome) this.#votes.set(key, outcome.votes);
    else this.#votes.delete(key);
  }

  #remove(key: string, move: Move): void {
    for (const event of move.events) this.#spent.add(event);
    this.#places.delete(key);
    this.#edges.delete(key);
    this.#votes.delete(key);
  }

  /** Joins what moved with what is at its new place; returns the places that changed. */
  #arrive(moves: readonly Move[]): string[] {
    const changed = new Set<string>();
    for (const move of [...moves].sort((a, b) => compareText(a.from, b.from))) {
      const { upstream, edge } = move;
      const ends = { upstream, downstream: edge.downstream };
      if (upstream === edge.downstream) continue;
      const there = this.#places.get(toEdgeKey(upstream, edge.downstream));
      const joined = joinEdges(there?.edge, { ...edge, ...ends, dateCheck: this.#checkDates(ends) });
      changed.add(
        this.#put(joined, {
          hashes: new Set([...(there?.hashes ?? []), toEvidenceHash(joined.evidence)]),
          arrivals: [...(there?.arrivals ?? []), ...move.events],
          formerSources: [...(there?.formerSources ?? []), edge.upstream],
        }),
      );
    }
    return [...changed];
  }

  #checkDates({ upstream, downstream }: Pick<Edge, "upstream" | "downstream">): Edge["dateCheck"] {
    const { agents, findDates } = this.#input;
    return agents.checkDates(findDates(upstream), findDates(downstream));
  }
}

/** Nothing of what was said is lost: evidence and resolutions of both, each once. */
function joinEdges(there: Edge | undefined, moved: Edge): Edge {
  const base = there ?? moved;
  return {
    ...base,
    evidence: toDistinctEvidence([...(there?.evidence ?? []), ...moved.evidence]),
    resolutions: toDistinctResolutions([...(there?.resolutions ?? []), ...moved.resolutions]),
  };
}

function toAssertedEdge(
  { action, by, reason }: ReviewEvent,
  ends: Pick<Edge, "upstream" | "downstream">,
  dateCheck: Edge["dateCheck"],
): Edge {
  return {
    ...ends,
    relation: action.kind === "add-edge" ? action.relation : "direct-inclusion",
    splits: action.kind === "add-edge" ? [...(action.splits ?? [])] : [],
    confidence: 1,
    features: {},
    status: "accepted",
    decidedBy: by,
    reasons: [reason],
    dateCheck,
    onCycle: false,
    resolutions: [],
    evidence: [],
  };
}
