import { randomUUID } from "node:crypto";
import {
  type DatasetId,
  type Edge,
  isSameDataset,
  type LineageGraph,
  type ReviewAction,
  type ReviewEvent,
  StemmaError,
} from "../model/index.ts";
import type { Agents } from "../model/ports/index.ts";
import type { LineageStore } from "../store/index.ts";
import { findLastTime, listActiveReviews, listUndone, toHandAliases, toTimeAfter } from "./active-reviews.ts";
import { assembleReviewedGraph, type ReviewedGraph } from "./assemble/assemble-graph.ts";
import { toEvidenceHash } from "./assemble/evidence.ts";

interface ReviewRequest {
  readonly store: LineageStore;
  readonly agents: Agents;
  readonly by: string;
  readonly reason: string;
  readonly action: ReviewAction;
}

/**
 * Writes down what a person decided. It takes effect whenever the graph is assembled, and survives re-tracing.
 *
 * @throws StemmaError `usage` when the decision makes no sense (an edge from a dataset to itself, nothing to undo),
 *   `not-found` when the edge, dataset or alias it is about is not in the store.
 */
export function addReview({ action, agents, ...request }: ReviewRequest): ReviewEvent {
  const reviewed = assembleReviewedGraph(request.store, agents);
  const [event] = planReviews({ ...request, reviewed, actions: [action] });
  if (event === undefined) throw new StemmaError("unexpected", "a review was planned and is not there");
  request.store.appendReview(event);
  return event;
}

interface ReviewPlan extends Pick<ReviewRequest, "store" | "by" | "reason"> {
  /** The graph of the store as it stands. */
  readonly reviewed: ReviewedGraph;
  readonly actions: readonly ReviewAction[];
}

/**
 * The events that these decisions would be, all of them checked and none written.
 *
 * @throws StemmaError as {@link addReview} does, for the first that cannot be.
 */
export function planReviews({ store, reviewed, by, reason, actions }: ReviewPlan): ReviewEvent[] {
  let at = findLastTime(store.loadReviews());
  return actions.map((action) => {
    at = toTimeAfter(at);
    const evidenceHash = checkAction(action, reviewed.graph, store);
    return { id: randomUUID(), at, by, reason, action: toPlainAction(action, reviewed), evidenceHash };
  });
}

/** Who accepts an edge that somebody edited means it as it is shown; the event says so by itself. */
function toPlainAction(action: ReviewAction, reviewed: ReviewedGraph): ReviewAction {
  if (action.kind !== "accept-edge" && action.kind !== "edit-edge") return action;
  const edge = findEdge(reviewed.graph, action);
  if (!reviewed.listVotes(edge).some(({ verdict }) => verdict === "edit")) return action;
  const asked = action.kind === "edit-edge" ? action.becomes : null;
  return {
    kind: "edit-edge",
    upstream: action.upstream,
    downstream: action.downstream,
    becomes: {
      upstream: asked?.upstream ?? null,
      relation: asked?.relation ?? edge.relation,
      splits: asked?.splits ?? edge.splits,
    },
  };
}

/** Returns the fingerprint of the quotes that the decision rests on, where it rests on any. */
function checkAction(action: ReviewAction, graph: LineageGraph, store: LineageStore): string | null {
  switch (action.kind) {
    case "add-edge":
      checkEnds(action.upstream, action.downstream, "an edge");
      for (const id of [action.upstream, action.downstream]) checkKnown(id, graph, store);
      return null;
    case "accept-edge":
    case "reject-edge":
    case "remove-edge":
      return toEvidenceHash(findEdge(graph, action).evidence);
    case "edit-edge":
      return checkEdit(action, graph, store);
    case "add-alias":
      checkEnds(action.alias, action.id, "an alias");
      checkKnown(action.id, graph, store);
      return null;
    case "remove-alias":
      checkAlias(action, store);
      return null;
    case "remove-dataset":
      checkKnown(action.id, graph, store);
      return null;
    case "add-dataset":
      return null;
    case "undo":
      checkUndo(action.event, store);
      return null;
  }
}

type EditAction = Extract<ReviewAction, { kind: "edit-edge" }>;

function checkEdit(action: EditAction, graph: LineageGraph, store: LineageStore): string | null {
  const edge = findEdge(graph, action);
  const { upstream, relation, splits } = action.becomes;
  if (upstream === null && relation === null && splits === null) {
    throw new StemmaError("usage", `nothing of ${action.upstream} -> ${action.downstream} is to be changed`, {
      hint: "name another source, relation or splits",
    });
  }
  if (upstream === null) return toEvidenceHash(edge.evidence);
  checkEnds(upstream, edge.downstream, "an edge");
  const candidates = edge.resolutions.flatMap((resolution) => resolution.candidates);
  if (!candidates.some(({ id }) => isSameDataset(id, upstream))) checkKnown(upstream, graph, store);
  return toEvidenceHash(edge.evidence);
}

function checkEnds(a: DatasetId, b: DatasetId, what: string): void {
  if (!isSameDataset(a, b)) return;
  throw new StemmaError("usage", `${what} from ${a} to itself says nothing`, { hint: "name two datasets" });
}

function findEdge(graph: LineageGraph, ends: { upstream: DatasetId; downstream: DatasetId }): Edge {
  const upstream = findCanonical(graph, ends.upstream);
  const downstream = findCanonical(graph, ends.downstream);
  const edge = [...graph.edges, ...graph.rejected].find(
    (candidate) =>
      isSameDataset(candidate.upstream, upstream) && isSameDataset(candidate.downstream, downstream),
  );
  if (edge !== undefined) return edge;
  throw new StemmaError("not-found", `there is no edge from ${ends.upstream} to ${ends.downstream}`, {
    hint: `list the edges of ${ends.downstream} with: stemma show ${ends.downstream}`,
  });
}

function findCanonical(graph: LineageGraph, id: DatasetId): DatasetId {
  const dataset = graph.datasets.find((candidate) =>
    [candidate.id, ...candidate.aliases].some((name) => isSameDataset(name, id)),
  );
  return dataset?.id ?? id;
}

function checkAlias(action: { alias: DatasetId; id: DatasetId }, store: LineageStore): void {
  const aliases = toHandAliases(listActiveReviews(store.loadReviews()));
  if (aliases.get(action.alias) === action.id) return;
  throw new StemmaError("not-found", `no person has said that ${action.alias} means ${action.id}`, {
    hint: "only an alias that was added by hand can be removed; a rename that the hub reports cannot",
  });
}

/** A typing error must not become a dataset. */
function checkKnown(id: DatasetId, graph: LineageGraph, store: LineageStore): void {
  const canonical = findCanonical(graph, id);
  const isInGraph = graph.datasets.some((dataset) => isSameDataset(dataset.id, canonical));
  if (isInGraph || store.findNode(id) !== undefined) return;
  throw new StemmaError("not-found", `${id} is not in the store`, {
    hint: `check the spelling with "stemma list"; a dataset that was never traced is added first, by itself`,
  });
}

function checkUndo(eventId: string, store: LineageStore): void {
  const events = store.loadReviews();
  if (!events.some(({ id }) => id === eventId)) {
    throw new StemmaError("not-found", `there is no review ${eventId}`);
  }
  if (listUndone(events).has(eventId))
    throw new StemmaError("usage", `the review ${eventId} has been undone already`);
}
