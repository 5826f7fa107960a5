import type { LineageGraph, ReviewEvent } from "../../model/index.ts";
import { StemmaError } from "../../model/index.ts";
import type { Agents } from "../../model/ports/index.ts";
import type { LineageStore } from "../../store/index.ts";
import { listActiveReviews } from "../active-reviews.ts";
import { loadDraftedLineage } from "./drafted-lineage.ts";
import type { ReviewedGraph } from "./reviewed-graph.ts";
import { ReviewedLineage } from "./reviewed-lineage.ts";

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

/** The same graph, with what its reviewers said; `planned` are reviews that are not in the store. */
export function assembleReviewedGraph(
  store: LineageStore,
  agents: Agents,
  planned: readonly ReviewEvent[] = [],
): ReviewedGraph {
  return store.readAtOnce(() => assemble(store, agents, [...store.loadReviews(), ...planned]).reviewed);
}

export interface Assembled {
  /** For the graph under other reviews. */
  readonly lineage: ReviewedLineage;
  readonly reviewed: ReviewedGraph;
}

/** The lineage of a store under these reviews. */
export function assemble(store: LineageStore, agents: Agents, events: readonly ReviewEvent[]): Assembled {
  const drafted = loadDraftedLineage(store, agents, listActiveReviews(events));
  const lineage = new ReviewedLineage(drafted, agents);
  const reviewed = lineage.findReviewed(events);
  if (reviewed === undefined) throw new StemmaError("unexpected", "a lineage does not fit its own reviews");
  return { lineage, reviewed };
}
