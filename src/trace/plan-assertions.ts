import { randomUUID } from "node:crypto";
import { type DatasetId, type Edge, type ReviewAction, type ReviewEvent, toIdKey } from "../model/index.ts";
import type { Agents } from "../model/ports/index.ts";
import type { LineageStore } from "../store/index.ts";
import { findLastTime, listActiveReviews, toTimeAfter } from "./active-reviews.ts";
import { assembleGraph } from "./assemble/assemble-graph.ts";

/** An edge that somebody states, with why. */
export interface AssertedEdge extends Pick<Edge, "upstream" | "downstream" | "relation" | "splits"> {
  readonly reason: string;
}

/**
 * What becomes of a stated edge: `added`; `repeated` where the pair was stated before it; `known` where the store has the
 * edge, or a decision on it; `rejected` where it was rejected there; `to-itself` where both ends are one dataset there.
 */
export type AssertionVerdict = "added" | "repeated" | "known" | "rejected" | "to-itself";

interface AssertionRequest {
  readonly store: LineageStore;
  readonly agents: Agents;
  readonly by: string;
  readonly edges: readonly AssertedEdge[];
  /** Datasets that belong into the graph, with or without an edge. */
  readonly datasets: readonly { readonly id: DatasetId; readonly reason: string }[];
}

export interface AssertionPlan {
  /** To be appended together; all of one moment, as none of them depends on another. */
  readonly events: readonly ReviewEvent[];
  /** In the order of the edges. */
  readonly verdicts: readonly AssertionVerdict[];
}

/**
 * The events by which a whole graph is stated; what the store has already is left as people and documents have it, so that
 * the same plan made again is empty. Ends of edges need not be known. Nothing is written.
 */
export function planAssertions({ store, agents, by, edges, datasets }: AssertionRequest): AssertionPlan {
  const reviews = store.loadReviews();
  const known = readKnown(store, agents, listActiveReviews(reviews));
  const head = { at: toTimeAfter(findLastTime(reviews)), by, evidenceHash: null };
  const events: ReviewEvent[] = [];
  const append = (reason: string, action: ReviewAction) =>
    events.push({ id: randomUUID(), ...head, reason, action });
  const verdicts = edges.map((edge): AssertionVerdict => {
    const pair = known.toPair(edge);
    if (pair === null) return "to-itself";
    const verdict = known.verdicts.get(pair);
    if (verdict !== undefined) return verdict;
    const { upstream, downstream, relation, splits, reason } = edge;
    const stated = splits.length === 0 ? {} : { splits: [...splits] };
    append(reason, { kind: "add-edge", upstream, downstream, relation, ...stated });
    known.verdicts.set(pair, "repeated");
    for (const id of [upstream, downstream]) known.datasets.add(known.toKey(id));
    return "added";
  });
  for (const { id, reason } of datasets) {
    if (known.datasets.has(known.toKey(id))) continue;
    append(reason, { kind: "add-dataset", id });
    known.datasets.add(known.toKey(id));
  }
  return { events, verdicts };
}

interface Known {
  readonly toKey: (id: DatasetId) => string;
  /** Null where both ends are the same dataset. */
  readonly toPair: (edge: Pick<Edge, "upstream" | "downstream">) => string | null;
  /** By pair. */
  readonly verdicts: Map<string, AssertionVerdict>;
  /** Keys of datasets that are in the graph, or that a person took out of it. */
  readonly datasets: Set<string>;
}

function readKnown(store: LineageStore, agents: Agents, standing: readonly ReviewEvent[]): Known {
  const graph = assembleGraph(store, agents);
  const keys = new Map(
    graph.datasets.flatMap(({ id, aliases }) =>
      [id, ...aliases].map((name) => [toIdKey(name), toIdKey(id)] as const),
    ),
  );
  const toKey = (id: DatasetId) => keys.get(toIdKey(id)) ?? toIdKey(id);
  const toPair: Known["toPair"] = ({ upstream, downstream }) => {
    const ends = [toKey(upstream), toKey(downstream)];
    return ends[0] === ends[1] ? null : JSON.stringify(ends);
  };
  const verdicts = new Map<string, AssertionVerdict>();
  const datasets = new Set(graph.datasets.map(({ id }) => toIdKey(id)));
  for (const { action } of standing) {
    if ("upstream" in action) verdicts.set(toPair(action) ?? "", "known");
    else if (action.kind === "add-dataset" || action.kind === "remove-dataset")
      datasets.add(toKey(action.id));
  }
  for (const edge of graph.edges) verdicts.set(toPair(edge) ?? "", "known");
  for (const edge of graph.rejected) verdicts.set(toPair(edge) ?? "", "rejected");
  return { toKey, toPair, verdicts, datasets };
}
