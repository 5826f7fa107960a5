import {
  compareIds,
  type Dataset,
  type DatasetId,
  type LineageGraph,
  lineageGraphVersion,
  type ReviewEvent,
} from "../../model/index.ts";
import type { Agents } from "../../model/ports/index.ts";
import { listActiveReviews } from "../active-reviews.ts";
import { toDataset } from "./assemble-datasets.ts";
import type { CanonicalIds } from "./canonical-ids.ts";
import type { DraftedLineage } from "./drafted-lineage.ts";
import { type GraphShape, markCycles, toGraphShape } from "./graph-shape.ts";
import { type ReviewedGraph, toReviewedGraph } from "./reviewed-graph.ts";
import { type EdgeGroup, EdgeSettler, type SettledEdges, toEdgeGroup } from "./settled-edges.ts";

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
  #shape: GraphShape | undefined;
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
    const settled = this.#settler.settle(standing);
    const removed = listRemoved(standing, this.#drafted.ids);
    const kept = removed.size === 0 ? settled : withoutRemoved(settled, removed);
    const shape = this.#shapeOf(kept, removed, standing);
    const graph = this.#toGraph(kept.groups, shape);
    return toReviewedGraph({ graph, events, listVotes: settled.listVotes, countReach: shape.countReach });
  }

  /** The shape of before, where no edge or start came or went. */
  #shapeOf(
    { groups, upstreams }: Pick<SettledEdges, "groups" | "upstreams">,
    removed: ReadonlySet<DatasetId>,
    reviews: readonly ReviewEvent[],
  ): GraphShape {
    const isThere = (id: DatasetId) => !removed.has(id);
    const seeds = this.#drafted.seeds.filter(isThere);
    const added = listAdded(groups, reviews, this.#drafted.ids).filter(isThere);
    const starts = JSON.stringify([seeds, added]);
    if (this.#shape?.upstreams !== upstreams || this.#shape.starts !== starts) {
      this.#shape = toGraphShape({ upstreams, seeds, added, starts });
    }
    return this.#shape;
  }

  #toGraph(groups: readonly EdgeGroup[], { seeds, distances, kept, cycles }: GraphShape): LineageGraph {
    const inGraph = groups.filter(({ downstream }) => kept.has(downstream));
    const rejected = inGraph.flatMap((group) => group.rejected);
    const members = new Set(kept.keys());
    for (const { upstream } of rejected) members.add(upstream);
    const quoted = new Set(inGraph.filter(({ hasQuote }) => hasQuote).map(({ downstream }) => downstream));
    const seedSet = new Set(seeds);
    return {
      schemaVersion: lineageGraphVersion,
      seeds: [...seeds],
      datasets: this.#sort(members).map((id) =>
        this.#toDataset(id, {
          distance: distances.get(id) ?? null,
          isSeed: seedSet.has(id),
          hasQuotedEdge: quoted.has(id),
        }),
      ),
      edges: markCycles(
        inGraph.flatMap(({ standing }) => standing),
        cycles,
      ),
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

function withoutRemoved(
  { groups }: SettledEdges,
  removed: ReadonlySet<DatasetId>,
): Pick<SettledEdges, "groups" | "upstreams"> {
  const left = groups
    .filter(({ downstream }) => !removed.has(downstream))
    .map(({ downstream, standing, rejected }) =>
      toEdgeGroup(
        downstream,
        [...standing, ...rejected].filter(({ upstream }) => !removed.has(upstream)),
      ),
    );
  const withEdges = left.filter(({ upstreams }) => upstreams.length > 0);
  return { groups: left, upstreams: new Map(withEdges.map((group) => [group.downstream, group.upstreams])) };
}

function isSamePlace(a: DatasetPlace, b: DatasetPlace): boolean {
  return a.distance === b.distance && a.isSeed === b.isSeed && a.hasQuotedEdge === b.hasQuotedEdge;
}

/** Datasets, and ends of edges, that a person put there; they need no way from a seed. */
function listAdded(
  groups: readonly EdgeGroup[],
  reviews: readonly ReviewEvent[],
  ids: CanonicalIds,
): DatasetId[] {
  const datasets = reviews.flatMap(({ action }) =>
    action.kind === "add-dataset" ? [ids.toCanonical(action.id)] : [],
  );
  const ends = groups.filter(({ hasAssertion }) => hasAssertion).map(({ downstream }) => downstream);
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
