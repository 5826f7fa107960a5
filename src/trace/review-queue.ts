import { toLineageIndex } from "../graph/index.ts";
import { compareIds, type DatasetId, type Edge, type LineageGraph, type ReviewVote } from "../model/index.ts";

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
}

/** The edges that a person should look at, where a decision tells most first: uncertainty x downstream reach. */
export function toReviewQueue(input: QueueInput, filter: QueueFilter): QueueEntry[] {
  const countReach = createReachCounter(input.graph);
  const isInAncestry = toAncestryTest(input.graph, filter.dataset);
  return [...input.graph.edges, ...input.graph.rejected]
    .filter(isInAncestry)
    .map((edge) => toEntry(edge, input.listVotes(edge), countReach))
    .filter((entry) => isWanted(entry, filter))
    .sort(compareEntries);
}

/** Entropy of a yes or no with this probability, in bits. */
function toUncertainty(confidence: number): number {
  if (confidence <= 0 || confidence >= 1) return 0;
  const other = 1 - confidence;
  return -(confidence * Math.log2(confidence) + other * Math.log2(other));
}

function toEntry(
  edge: Edge,
  votes: readonly ReviewVote[],
  countReach: (id: DatasetId) => number,
): QueueEntry {
  const isDisputed = edge.status === "needs-review" && votes.length > 1;
  return {
    edge,
    votes,
    isDisputed,
    uncertainty: isDisputed ? 1 : toUncertainty(edge.confidence),
    reach: countReach(edge.downstream),
  };
}

function isWanted({ edge, votes, isDisputed }: QueueEntry, filter: QueueFilter): boolean {
  if (filter.isDisputed && !isDisputed) return false;
  if (votes.some(({ by }) => by === filter.undecidedBy)) return false;
  if (filter.scope === "all" || edge.status === "needs-review") return true;
  return filter.scope === "undecided" && votes.length === 0;
}

function compareEntries(a: QueueEntry, b: QueueEntry): number {
  return (
    b.uncertainty * b.reach - a.uncertainty * a.reach ||
    compareIds(a.edge.downstream, b.edge.downstream) ||
    compareIds(a.edge.upstream, b.edge.upstream)
  );
}

function createReachCounter(graph: LineageGraph): (id: DatasetId) => number {
  const index = toLineageIndex(graph);
  const known = new Map<DatasetId, number>();
  return (id) => {
    const reach = known.get(id) ?? index.listReachable(id, "down").length + 1;
    known.set(id, reach);
    return reach;
  };
}

function toAncestryTest(graph: LineageGraph, dataset: DatasetId | null): (edge: Edge) => boolean {
  if (dataset === null) return () => true;
  const ids = new Set([dataset, ...toLineageIndex(graph).listReachable(dataset, "up")]);
  return ({ downstream }) => ids.has(downstream);
}
