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

interface DecidedEdge {
  readonly edge: Edge;
  readonly votes: readonly ReviewVote[];
}

const kinds = ["upstream", "mention", "method"] as const satisfies SimilarDecision["shared"][];

/** Looks up what people decided on edges with the same upstream, then the same mention, then the same rule. */
export function createSimilarDecisions(
  graph: LineageGraph,
  listVotes: (edge: Edge) => readonly ReviewVote[],
): (edge: Edge) => SimilarDecision[] {
  const decided = [...graph.edges, ...graph.rejected]
    .map((edge) => ({ edge, votes: listVotes(edge) }))
    .filter(({ votes }) => votes.length > 0);
  const byKey = new Map<string, DecidedEdge[]>();
  for (const entry of decided) {
    for (const key of kinds.flatMap((kind) => listKeys(entry.edge, kind))) {
      byKey.set(key, [...(byKey.get(key) ?? []), entry]);
    }
  }
  return (edge) => {
    const found = new Map<string, SimilarDecision>();
    for (const kind of kinds) {
      for (const { decision, event } of listAt(byKey, edge, kind)) {
        if (!found.has(event) && found.size < maxSimilar) found.set(event, decision);
      }
    }
    return [...found.values()];
  };
}

function listAt(
  byKey: ReadonlyMap<string, readonly DecidedEdge[]>,
  edge: Edge,
  shared: SimilarDecision["shared"],
): { event: string; decision: SimilarDecision }[] {
  const entries = new Set(listKeys(edge, shared).flatMap((key) => byKey.get(key) ?? []));
  return [...entries]
    .filter((entry) => entry.edge.upstream !== edge.upstream || entry.edge.downstream !== edge.downstream)
    .flatMap((entry) => entry.votes.map((vote) => ({ entry, vote })))
    .sort((a, b) => compareText(b.vote.at, a.vote.at) || compareText(a.vote.event, b.vote.event))
    .map(({ entry: { edge: similar }, vote }) => ({
      event: vote.event,
      decision: {
        upstream: similar.upstream,
        downstream: similar.downstream,
        by: vote.by,
        verdict: vote.verdict,
        reason: vote.reason,
        shared,
      },
    }));
}

function listKeys(edge: Edge, kind: SimilarDecision["shared"]): string[] {
  if (kind === "upstream") return [`upstream ${toIdKey(edge.upstream)}`];
  const quotes = edge.evidence.filter((evidence) => evidence.kind === "quote");
  const keys = quotes.map(({ mention, method }) =>
    kind === "mention" ? `mention ${toNameKey(mention)}` : `method ${method}`,
  );
  return [...new Set(keys)];
}
