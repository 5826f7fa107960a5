import { type Dataset, type DatasetId, type Edge, isSameDataset, type ReviewItem } from "../model/index.ts";
import { toEvidenceHash } from "./assemble/evidence.ts";
import type { ReviewedGraph } from "./assemble/reviewed-graph.ts";
import { toQuoteContext } from "./quote-context.ts";
import type { QueueEntry } from "./review-queue.ts";
import { createSimilarDecisions } from "./similar-decisions.ts";

export interface ItemSources {
  readonly reviewed: ReviewedGraph;
  loadText(sha256: string): string;
  /** What each feature adds to the log-odds of the confidence. */
  weigh(features: Edge["features"]): ReadonlyMap<string, number>;
}

const maxContributions = 6;

/** A queue of edges; what there is to see of one is put together when it is asked for. */
export interface ItemQueue {
  readonly length: number;
  at(position: number): ReviewItem | undefined;
  /** -1 when there is none. */
  findIndex(isWanted: (item: Pick<ReviewItem, "edge">) => boolean): number;
}

export function toItemQueue(entries: readonly QueueEntry[], sources: ItemSources): ItemQueue {
  const readItem = createItemReader(sources);
  let last: { readonly entry: QueueEntry; readonly item: ReviewItem } | undefined;
  return {
    length: entries.length,
    findIndex: (isWanted) => entries.findIndex(isWanted),
    at: (position) => {
      const entry = entries[position];
      if (entry === undefined) return undefined;
      if (last?.entry !== entry) last = { entry, item: readItem(entry) };
      return last.item;
    },
  };
}

/** The entries of a queue with everything that helps to decide on them. */
export function toReviewItems(entries: readonly QueueEntry[], sources: ItemSources): ReviewItem[] {
  return entries.map(createItemReader(sources));
}

function createItemReader(sources: ItemSources): (entry: QueueEntry) => ReviewItem {
  const { graph, listVotes, findDataset } = sources.reviewed;
  const listSimilar = createSimilarDecisions(graph, listVotes);
  const loadText = rememberLast(sources.loadText);
  return ({ edge, votes, isDisputed, uncertainty, reach }) => ({
    edge,
    evidenceHash: toEvidenceHash(edge.evidence),
    uncertainty,
    reach,
    quotes: edge.evidence.flatMap((evidence) =>
      evidence.kind === "quote" ? [toQuoteContext(evidence, loadText(evidence.document.sha256))] : [],
    ),
    candidates: toCandidates(edge),
    dates: {
      upstream: toDatedEnd(edge.upstream, findDataset(edge.upstream)),
      downstream: toDatedEnd(edge.downstream, findDataset(edge.downstream)),
    },
    contributions: toContributions(edge, sources.weigh(edge.features)),
    similar: listSimilar(edge),
    votes: [...votes],
    isDisputed,
  });
}

/** Edges of one dataset follow each other and rest on the same documents; one large text is kept, not all. */
function rememberLast(loadText: (sha256: string) => string): (sha256: string) => string {
  let last: { readonly sha256: string; readonly text: string } | undefined;
  return (sha256) => {
    if (last?.sha256 !== sha256) last = { sha256, text: loadText(sha256) };
    return last.text;
  };
}

function toCandidates(edge: Edge): ReviewItem["candidates"] {
  return edge.resolutions.flatMap(({ mention, margin, candidates }) =>
    candidates.map(({ id, score, reason }) => ({
      id,
      mention,
      score,
      margin,
      reason,
      isChosen: isSameDataset(id, edge.upstream),
    })),
  );
}

function toDatedEnd(id: DatasetId, dataset: Dataset | undefined): ReviewItem["dates"]["upstream"] {
  return { id, released: dataset?.released ?? null, lastModified: dataset?.lastModified ?? null };
}

function toContributions(edge: Edge, weights: ReadonlyMap<string, number>): ReviewItem["contributions"] {
  return Object.entries(edge.features)
    .map(([feature, value]) => ({ feature, value, logOdds: weights.get(feature) ?? 0 }))
    .filter(({ logOdds }) => logOdds !== 0)
    .sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds) || (a.feature < b.feature ? -1 : 1))
    .slice(0, maxContributions);
}
