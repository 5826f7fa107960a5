import {
  compareText,
  type Edge,
  type LineageGraph,
  type ReviewVote,
  type SimilarDecision,
  toIdKey,
  toNameKey,
} from "../model/index.ts";

const maxSimilar = 5;

interface PastDecision {
  readonly edge: Edge;
  readonly vote: ReviewVote;
}

const kinds = ["upstream", "mention", "method"] as const satisfies SimilarDecision["shared"][];

/** Looks up what people decided last on edges with the same upstream, then the same mention, then the same rule. */
export function createSimilarDecisions(
  graph: LineageGraph,
  listVotes: (edge: Edge) => readonly ReviewVote[],
): (edge: Edge) => SimilarDecision[] {
  const decisions = [...graph.edges, ...graph.rejected]
    .flatMap((edge) => listVotes(edge).map((vote) => ({ edge, vote })))
    .sort(compareNewest);
  const byKey = groupByKeys(decisions);
  return (edge) => {
    const found = new Map<string, SimilarDecision>();
    for (const shared of kinds) {
      const past = listKeys(edge, shared).flatMap((key) => takeOthers(byKey.get(key) ?? [], edge));
      for (const decision of past.sort(compareNewest)) {
        const { event } = decision.vote;
        if (!found.has(event) && found.size < maxSimilar) found.set(event, toSimilar(decision, shared));
      }
    }
    return [...found.values()];
  };
}

function compareNewest(a: PastDecision, b: PastDecision): number {
  return compareText(b.vote.at, a.vote.at) || compareText(a.vote.event, b.vote.event);
}

function groupByKeys(decisions: readonly PastDecision[]): Map<string, PastDecision[]> {
  const byKey = new Map<string, PastDecision[]>();
  for (const decision of decisions) {
    for (const key of kinds.flatMap((kind) => listKeys(decision.edge, kind))) {
      const group = byKey.get(key);
      if (group === undefined) byKey.set(key, [decision]);
      else group.push(decision);
    }
  }
  return byKey;
}

/** The newest that are about other edges: one edge has few decisions, a rule may have thousands. */
function takeOthers(decisions: readonly PastDecision[], edge: Edge): PastDecision[] {
  const isOther = ({ edge: past }: PastDecision) =>
    past.upstream !== edge.upstream || past.downstream !== edge.downstream;
  return decisions.values().filter(isOther).take(maxSimilar).toArray();
}

function toSimilar({ edge, vote }: PastDecision, shared: SimilarDecision["shared"]): SimilarDecision {
  const { by, verdict, reason } = vote;
  return { upstream: edge.upstream, downstream: edge.downstream, by, verdict, reason, shared };
}

function listKeys(edge: Edge, kind: SimilarDecision["shared"]): string[] {
  if (kind === "upstream") return [`upstream ${toIdKey(edge.upstream)}`];
  const quotes = edge.evidence.filter((evidence) => evidence.kind === "quote");
  const keys = quotes.map(({ mention, method }) =>
    kind === "mention" ? `mention ${toNameKey(mention)}` : `method ${method}`,
  );
  return [...new Set(keys)];
}
