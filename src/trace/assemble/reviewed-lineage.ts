import {
  compareIds,
  type Dataset,
  type DatasetId,
  type Edge,
  type LineageGraph,
  lineageGraphVersion,
  type ReviewEvent,
} from "../../model/index.ts";
import type { Agents } from "../../model/ports/index.ts";
import { listActiveReviews } from "../active-reviews.ts";
import { toDataset } from "./assemble-datasets.ts";
import type { CanonicalIds } from "./canonical-ids.ts";
import type { DraftedLineage } from "./drafted-lineage.ts";
import { groupUpstreams, hasQuote, markCycles, toDistances } from "./graph-shape.ts";
import { type ReviewedGraph, toReviewedGraph } from "./reviewed-graph.ts";
import { EdgeSettler } from "./settled-edges.ts";

interface DatasetPlace {
  readonly distance: number | null;
  readonly isSeed: boolean;
  readonly hasQuotedEdge: boolean;
}

/** The graph of one lineage under one list of reviews after the other; what a review leaves as it was is not made anew. */
export class ReviewedLineage {
  readonly #drafted: DraftedLineage;
  readonly #agents: Agents;
  readonly #settler: EdgeSettler;
  readonly #datasets = new Map<DatasetId, { readonly place: DatasetPlace; readonly dataset: Dataset }>();

  constructor(drafted: DraftedLineage, agents: Agents) {
    this.#drafted = drafted;
    this.#agents = agents;
    this.#settler = new EdgeSettler(drafted, agents);
  }

  /** Undefined where these reviews change what the ids mean: then the lineage is to be drafted anew. */
  findReviewed(events: readonly ReviewEvent[]): ReviewedGraph | undefined {
    const standing = listActiveReviews(events);
    if (!this.#drafted.fits(standing)) return undefined;
    const { edges, listVotes } = this.#settler.settle(standing);
    return toReviewedGraph({ graph: this.#toGraph(edges, standing), events, listVotes });
  }

  #toGraph(judged: readonly Edge[], reviews: readonly ReviewEvent[]): LineageGraph {
    const { ids } = this.#drafted;
    const removed = listRemoved(reviews, ids);
    const seeds = this.#drafted.seeds.filter((id) => !removed.has(id));
    const edges = judged.filter(
      ({ upstream, downstream }) => !removed.has(upstream) && !removed.has(downstream),
    );
    const standing = edges.filter(({ status }) => status !== "rejected");
    const upstreams = groupUpstreams(standing);
    const distances = toDistances(seeds, upstreams);
    const added = listAdded(standing, reviews, ids).filter((id) => !removed.has(id));
    const kept = added.length === 0 ? distances : toDistances([...seeds, ...added], upstreams);
    const rejected = edges.filter(({ status, downstream }) => status === "rejected" && kept.has(downstream));
    const inGraph = standing.filter(({ downstream }) => kept.has(downstream));
    const members = new Set([...kept.keys(), ...rejected.map(({ upstream }) => upstream)]);
    const quoted = new Set(inGraph.filter(hasQuote).map(({ downstream }) => downstream));
    const seedSet = new Set(seeds);
    return {
      schemaVersion: lineageGraphVersion,
      seeds,
      datasets: this.#sort(members).map((id) =>
        this.#toDataset(id, {
          distance: distances.get(id) ?? null,
          isSeed: seedSet.has(id),
          hasQuotedEdge: quoted.has(id),
        }),
      ),
      edges: markCycles(inGraph, upstreams),
      rejected,
    };
  }

  #sort(members: ReadonlySet<DatasetId>): DatasetId[] {
    const { sortedIds, nodes } = this.#drafted;
    const known = sortedIds.filter((id) => members.has(id));
    if (known.length === members.size) return known;
    return [...known, ...members.values().filter((id) => !nodes.has(id))].sort(compareIds);
  }

  #toDataset(id: DatasetId, place: DatasetPlace): Dataset {
    const known = this.#datasets.get(id);
    if (known !== undefined && isSamePlace(known.place, place)) return known.dataset;
    const dataset = toDataset({
      id,
      aliases: this.#drafted.ids.listAliases(id),
      nodes: this.#drafted.nodes.get(id) ?? [],
      documents: this.#drafted.documents,
      agents: this.#agents,
      ...place,
    });
    this.#datasets.set(id, { place, dataset });
    return dataset;
  }
}

function isSamePlace(a: DatasetPlace, b: DatasetPlace): boolean {
  return a.distance === b.distance && a.isSeed === b.isSeed && a.hasQuotedEdge === b.hasQuotedEdge;
}

/** Datasets, and ends of edges, that a person put there; they need no way from a seed. */
function listAdded(
  standing: readonly Edge[],
  reviews: readonly ReviewEvent[],
  ids: CanonicalIds,
): DatasetId[] {
  const datasets = reviews.flatMap(({ action }) =>
    action.kind === "add-dataset" ? [ids.toCanonical(action.id)] : [],
  );
  const ends = standing
    .filter(({ evidence }) => evidence.some(({ kind }) => kind === "asserted"))
    .map(({ downstream }) => downstream);
  return [...new Set([...datasets, ...ends])];
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
