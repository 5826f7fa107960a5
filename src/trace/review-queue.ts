import { compareIds, type DatasetId, type Edge, type LineageGraph, type ReviewVote } from "../model/index.ts";
import { groupUpstreams, toDistances } from "./assemble/graph-shape.ts";

export interface QueueFilter {
  /** `open` needs review; `undecided` is also what no person has looked at; `all` is every edge. */
  readonly scope: "open" | "undecided" | "all";
  /** Only edges into this dataset or one of its ancestors. */
  readonly dataset: DatasetId | null;
  /** Leaves out what this reviewer has decided on. */
  readonly undecidedBy: string | null;
  readonly isDisputed: boolean;
}

export interface QueueEntry {
  readonly edge: Edge;
  readonly votes: readonly ReviewVote[];
  readonly isDisputed: boolean;
  /** 0..1: entropy of the confidence in bits; 1 where reviewers disagree. */
  readonly uncertainty: number;
  /** Datasets downstream of the edge, its own downstream included. */
  readonly reach: number;
}

interface QueueInput {
  readonly graph: LineageGraph;
  listVotes(edge: Edge): readonly ReviewVote[];
  /** Datasets downstream of each that has an edge, itself included. */
  countReach(): ReadonlyMap<DatasetId, number>;
}

/** The edges that a person should look at, where a decision tells most first: uncertainty x downstream reach. */
export function toReviewQueue(input: QueueInput, filter: QueueFilter): QueueEntry[] {
  const { edges, rejected } = input.graph;
  const reach = input.countReach();
  const isInAncestry = toAncestryTest(edges, filter.dataset);
  const entries = [...edges, ...rejected]
    .filter((edge) => isInAncestry(edge) && mayBeWanted(edge, filter))
    .map((edge) => toEntry(edge, input.listVotes(edge), reach.get(edge.downstream) ?? 1))
    .filter((entry) => isWanted(entry, filter));
  return sortEntries(entries);
}

/** Entropy of a yes or no with this probability, in bits. */
function toUncertainty(confidence: number): number {
  if (confidence <= 0 || confidence >= 1) return 0;
  const other = 1 - confidence;
  return -(confidence * Math.log2(confidence) + other * Math.log2(other));
}

function toEntry(edge: Edge, votes: readonly ReviewVote[], reach: number): QueueEntry {
  const isDisputed = edge.status === "needs-review" && votes.length > 1;
  return {
    edge,
    votes,
    isDisputed,
    uncertainty: isDisputed ? 1 : toUncertainty(edge.confidence),
    reach,
  };
}

/** Whether it may be wanted, as far as the edge itself tells. */
function mayBeWanted(edge: Edge, { scope }: QueueFilter): boolean {
  return scope !== "open" || edge.status === "needs-review";
}

function isWanted({ edge, votes, isDisputed }: QueueEntry, filter: QueueFilter): boolean {
  if (filter.isDisputed && !isDisputed) return false;
  if (votes.some(({ by }) => by === filter.undecidedBy)) return false;
  if (filter.scope === "all" || edge.status === "needs-review") return true;
  return filter.scope === "undecided" && votes.length === 0;
}

/** The edges of a graph come in the order of their ids, which decides where the values are the same. */
function sortEntries(entries: readonly QueueEntry[]): QueueEntry[] {
  const isInOrder = entries.every((entry, place) => {
    const before = entries[place - 1];
    return before === undefined || compareEnds(before, entry) < 0;
  });
  const ordered = isInOrder ? entries : [...entries].sort(compareEnds);
  // Many have the same value: sorting the values costs less than sorting the entries.
  const byValue = Map.groupBy(ordered, ({ uncertainty, reach }) => uncertainty * reach);
  return [...byValue].sort(([a], [b]) => b - a).flatMap(([, group]) => group);
}

function compareEnds({ edge: a }: QueueEntry, { edge: b }: QueueEntry): number {
  return (
    (a.downstream === b.downstream ? 0 : compareIds(a.downstream, b.downstream)) ||
    compareIds(a.upstream, b.upstream)
  );
}

function toAncestryTest(edges: readonly Edge[], dataset: DatasetId | null): (edge: Edge) => boolean {
  if (dataset === null) return () => true;
  const ids = toDistances([dataset], groupUpstreams(edges));
  return ({ downstream }) => ids.has(downstream);
}
