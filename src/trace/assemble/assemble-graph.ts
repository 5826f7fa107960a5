import {
  compareIds,
  type Dataset,
  type DatasetId,
  type Edge,
  type LineageGraph,
  lineageGraphVersion,
  type ResolvedClaim,
  type ReviewEvent,
  type ReviewVote,
} from "../../model/index.ts";
import type { Agents, DatedDataset } from "../../model/ports/index.ts";
import type { LineageStore, StoredDocument, StoredNode } from "../../store/index.ts";
import { listActiveReviews, toHandAliases } from "../active-reviews.ts";
import { applyReviews, type ReviewedEdges } from "./apply-reviews.ts";
import { findFacts, toDataset, toDay } from "./assemble-datasets.ts";
import { type CanonicalIds, toCanonicalIds } from "./canonical-ids.ts";
import { findCycles } from "./cycles.ts";
import { indexDocuments, toClaimedEdges, toEdgeKey } from "./draft-edges.ts";

/**
 * The lineage graph of everything in the store. A pure function of what is stored: the same documents and reviews
 * give the same graph, whatever the order in which they came (DESIGN 4).
 *
 * Kept are the seeds, what was added by hand, and everything upstream of them along edges that are not rejected; a
 * rejected edge is listed while its downstream is in the graph.
 */
export function assembleGraph(store: LineageStore, agents: Agents): LineageGraph {
  return assembleReviewedGraph(store, agents).graph;
}

export interface ReviewedGraph {
  readonly graph: LineageGraph;
  /** Standing decisions on the edge as it is, one per reviewer. */
  listVotes(edge: Pick<Edge, "upstream" | "downstream">): readonly ReviewVote[];
}

/** The same graph, with what its reviewers said; `planned` are reviews that are not in the store. */
export function assembleReviewedGraph(
  store: LineageStore,
  agents: Agents,
  planned: readonly ReviewEvent[] = [],
): ReviewedGraph {
  return store.readAtOnce(() => new Assembly(store, agents, planned).toReviewedGraph());
}

class Assembly {
  readonly #store: LineageStore;
  readonly #agents: Agents;
  readonly #documents: Map<DatasetId, StoredDocument[]>;
  readonly #reviews: readonly ReviewEvent[];
  readonly #ids: CanonicalIds;
  readonly #nodes: ReadonlyMap<DatasetId, StoredNode[]>;
  /** In canonical order. */
  readonly #seeds: ReadonlySet<DatasetId>;
  readonly #removed: ReadonlySet<DatasetId>;

  constructor(store: LineageStore, agents: Agents, planned: readonly ReviewEvent[]) {
    this.#store = store;
    this.#agents = agents;
    this.#documents = store.loadDocuments();
    this.#reviews = listActiveReviews([...store.loadReviews(), ...planned]);
    const nodes = store.loadNodes();
    this.#ids = toCanonicalIds(listIds(nodes, this.#reviews), nodes, toHandAliases(this.#reviews));
    this.#nodes = Map.groupBy(nodes, ({ id }) => this.#ids.toCanonical(id));
    for (const [id, group] of this.#nodes) group.sort((a, b) => compareMembers(id, a, b));
    const seeds = nodes.filter(({ isSeed }) => isSeed).map(({ id }) => this.#ids.toCanonical(id));
    this.#removed = listRemoved(this.#reviews, this.#ids);
    this.#seeds = new Set(seeds.filter((id) => !this.#removed.has(id)).sort(compareIds));
  }

  toReviewedGraph(): ReviewedGraph {
    const { edges, votes } = this.#judge();
    return {
      graph: this.#toGraph(edges),
      listVotes: ({ upstream, downstream }) => votes.get(toEdgeKey(upstream, downstream)) ?? [],
    };
  }

  #toGraph(judged: readonly Edge[]): LineageGraph {
    const edges = judged.filter(
      ({ upstream, downstream }) => !this.#removed.has(upstream) && !this.#removed.has(downstream),
    );
    const standing = edges.filter(({ status }) => status !== "rejected");
    const upstreams = groupUpstreams(standing);
    const distances = toDistances([...this.#seeds], upstreams);
    const kept = toDistances([...this.#seeds, ...this.#listAdded(standing)], upstreams);
    const rejected = edges.filter(({ status, downstream }) => status === "rejected" && kept.has(downstream));
    const inGraph = standing.filter(({ downstream }) => kept.has(downstream));
    const ids = new Set([...kept.keys(), ...rejected.map(({ upstream }) => upstream)]);
    const quoted = new Set(inGraph.filter(hasQuote).map(({ downstream }) => downstream));
    return {
      schemaVersion: lineageGraphVersion,
      seeds: [...this.#seeds],
      datasets: [...ids].sort(compareIds).map((id) => this.#toDataset(id, distances, quoted)),
      edges: markCycles(inGraph, upstreams).sort(compareEdges),
      rejected: rejected.sort(compareEdges),
    };
  }

  #judge(): ReviewedEdges {
    const input = {
      agents: this.#agents,
      ids: this.#ids,
      findDocument: indexDocuments(this.#documents),
      findDates: (id: DatasetId) => this.#findDates(id),
      reviews: this.#reviews,
    };
    const claimed: Edge[] = [];
    for (const [id, nodes] of this.#nodes)
      claimed.push(...toClaimedEdges(input, id, this.#loadClaims(nodes)));
    const { edges, votes } = applyReviews(claimed, input);
    return { edges: edges.map((edge) => this.#markChangedKeys(edge)), votes };
  }

  /** Of one dataset at a time: all claims together take several times the room of the graph that comes of them. */
  #loadClaims(nodes: readonly StoredNode[]): ResolvedClaim[] {
    return nodes.flatMap(({ id }) => this.#store.loadClaimsOf(id));
  }

  /** The same name may have passed to another dataset: what was said of the one is not certain of the other (S-12). */
  #markChangedKeys(edge: Edge): Edge {
    const changed = [edge.upstream, edge.downstream].filter((id) => {
      const facts = findFacts(this.#nodes.get(id) ?? []);
      return facts !== null && facts.formerKeys.length > 0;
    });
    if (changed.length === 0 || edge.status !== "accepted" || edge.decidedBy !== "confidence") return edge;
    const reasons = changed.map((id) => `the hub's key of ${id} changed`);
    return { ...edge, status: "needs-review", reasons: [...edge.reasons, ...reasons] };
  }

  #findDates(id: DatasetId): DatedDataset {
    const facts = findFacts(this.#nodes.get(id) ?? []);
    return { released: facts?.released ?? null, lastModified: toDay(facts?.record?.lastModified ?? null) };
  }

  /** Datasets, and ends of edges, that a person put there; they need no way from a seed. */
  #listAdded(standing: readonly Edge[]): DatasetId[] {
    const datasets = this.#reviews.flatMap(({ action }) =>
      action.kind === "add-dataset" ? [this.#ids.toCanonical(action.id)] : [],
    );
    const ends = standing
      .filter(({ evidence }) => evidence.some(({ kind }) => kind === "asserted"))
      .map(({ downstream }) => downstream);
    return [...new Set([...datasets, ...ends])].filter((id) => !this.#removed.has(id));
  }

  #toDataset(
    id: DatasetId,
    distances: ReadonlyMap<DatasetId, number>,
    quoted: ReadonlySet<DatasetId>,
  ): Dataset {
    return toDataset({
      id,
      aliases: this.#ids.listAliases(id),
      nodes: this.#nodes.get(id) ?? [],
      documents: this.#documents,
      agents: this.#agents,
      isSeed: this.#seeds.has(id),
      distance: distances.get(id) ?? null,
      hasQuotedEdge: quoted.has(id),
    });
  }
}

function* listIds(nodes: readonly StoredNode[], reviews: readonly ReviewEvent[]): Iterable<DatasetId> {
  for (const node of nodes) yield node.id;
  for (const { action } of reviews) {
    if (action.kind === "edit-edge" && action.becomes.upstream !== null) yield action.becomes.upstream;
    if ("upstream" in action) yield* [action.upstream, action.downstream];
    else if ("id" in action) yield action.id;
  }
}

/** The last word counts: a dataset removed and added again is there. */
function listRemoved(reviews: readonly ReviewEvent[], ids: CanonicalIds): Set<DatasetId> {
  const removed = new Set<DatasetId>();
  for (const { action } of reviews) {
    if (action.kind === "remove-dataset") removed.add(ids.toCanonical(action.id));
    else if (action.kind === "add-dataset") removed.delete(ids.toCanonical(action.id));
  }
  return removed;
}

function compareMembers(id: DatasetId, a: StoredNode, b: StoredNode): number {
  return Number(b.id === id) - Number(a.id === id) || compareIds(a.id, b.id);
}

function groupUpstreams(edges: readonly Edge[]): Map<DatasetId, DatasetId[]> {
  const upstreams = new Map<DatasetId, DatasetId[]>();
  for (const { upstream, downstream } of edges) {
    const list = upstreams.get(downstream);
    if (list === undefined) upstreams.set(downstream, [upstream]);
    else list.push(upstream);
  }
  return upstreams;
}

/** Breadth first from the starts: the shortest way to everything upstream of them. */
function toDistances(
  starts: readonly DatasetId[],
  upstreams: ReadonlyMap<DatasetId, readonly DatasetId[]>,
): Map<DatasetId, number> {
  const distances = new Map(starts.map((id) => [id, 0]));
  for (const [id, distance] of distances) {
    for (const upstream of upstreams.get(id) ?? []) {
      if (!distances.has(upstream)) distances.set(upstream, distance + 1);
    }
  }
  return distances;
}

/** Edges on a cycle are kept, flagged and sent to review, unless a person decided on them. */
function markCycles(edges: readonly Edge[], upstreams: ReadonlyMap<DatasetId, readonly DatasetId[]>): Edge[] {
  const cycles = findCycles([...upstreams.keys()], (id) => upstreams.get(id) ?? []);
  return edges.map((edge) => {
    const cycle = cycles.get(edge.downstream);
    if (cycle === undefined || cycle !== cycles.get(edge.upstream)) return edge;
    if (edge.decidedBy !== "confidence") return { ...edge, onCycle: true };
    return { ...edge, onCycle: true, status: "needs-review", reasons: [...edge.reasons, "cycle"] };
  });
}

function hasQuote(edge: Edge): boolean {
  return edge.evidence.some(({ kind }) => kind === "quote");
}

function compareEdges(a: Edge, b: Edge): number {
  return compareIds(a.downstream, b.downstream) || compareIds(a.upstream, b.upstream);
}
