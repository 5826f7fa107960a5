import { randomUUID } from "node:crypto";
import {
  type DatasetId,
  type Edge,
  isSameDataset,
  type ReviewAction,
  type ReviewEvent,
  StemmaError,
} from "../model/index.ts";
import type { Agents } from "../model/ports/index.ts";
import type { LineageStore } from "../store/index.ts";
import {
  listActiveReviews,
  listUndone,
  toHandAliases,
  toReviewOrder,
  toTimeAfter,
} from "./active-reviews.ts";
import { assembleReviewedGraph } from "./assemble/assemble-graph.ts";
import { toEvidenceHash } from "./assemble/evidence.ts";
import type { ReviewedGraph } from "./assemble/reviewed-graph.ts";

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
 * @throws StemmaError as {@link planReviews} does.
 */
export function addReview({ store, agents, by, reason, action }: ReviewRequest): ReviewEvent {
  const reviewed = assembleReviewedGraph(store, agents);
  const [event] = planReviews({ by, reason, actions: [action] }, { store, reviewed });
  if (event === undefined) throw new StemmaError("unexpected", "a review was planned and is not there");
  store.appendReview(event);
  return event;
}

export interface ReviewPlan {
  readonly by: string;
  readonly reason: string;
  readonly actions: readonly ReviewAction[];
}

/** What the plan is checked against: the graph of the store as it stands, and what it knows beside that. */
interface PlanGround {
  readonly store: LineageStore;
  readonly reviewed: ReviewedGraph;
}

/**
 * The events that these decisions would be, all of them checked and none written; several are one batch.
 *
 * @throws StemmaError `usage` when a decision makes no sense (an edge from a dataset to itself, nothing to undo),
 *   `not-found` when the edge, dataset or alias it is about is not in the store.
 */
export function planReviews({ by, reason, actions }: ReviewPlan, ground: PlanGround): ReviewEvent[] {
  const batch = actions.length > 1 ? { batch: randomUUID() } : {};
  let at = toReviewOrder(ground.reviewed.events).at(-1)?.at ?? "";
  return actions.map((action) => {
    at = toTimeAfter(at);
    const evidenceHash = checkAction(action, ground);
    const plain = toPlainAction(action, ground.reviewed);
    return { id: randomUUID(), at, by, reason, action: plain, evidenceHash, ...batch };
  });
}

/** Who accepts an edge that somebody edited means it as it is shown; the event says so by itself. */
function toPlainAction(action: ReviewAction, reviewed: ReviewedGraph): ReviewAction {
  if (action.kind !== "accept-edge" && action.kind !== "edit-edge") return action;
  const edge = findEdge(reviewed, action);
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
function checkAction(action: ReviewAction, ground: PlanGround): string | null {
  switch (action.kind) {
    case "add-edge":
      checkEnds(action.upstream, action.downstream, "an edge");
      for (const id of [action.upstream, action.downstream]) checkKnown(id, ground);
      return null;
    case "accept-edge":
    case "reject-edge":
    case "remove-edge":
      return toEvidenceHash(findEdge(ground.reviewed, action).evidence);
    case "edit-edge":
      return checkEdit(action, ground);
    case "add-alias":
      checkEnds(action.alias, action.id, "an alias");
      checkKnown(action.id, ground);
      return null;
    case "remove-alias":
      checkAlias(action, ground.reviewed);
      return null;
    case "remove-dataset":
      checkKnown(action.id, ground);
      return null;
    case "add-dataset":
      return null;
    case "undo":
      checkUndo(action.event, ground.reviewed);
      return null;
  }
}

type EditAction = Extract<ReviewAction, { kind: "edit-edge" }>;

function checkEdit(action: EditAction, ground: PlanGround): string | null {
  const edge = findEdge(ground.reviewed, action);
  const { upstream, relation, splits } = action.becomes;
  if (upstream === null && relation === null && splits === null) {
    throw new StemmaError("usage", `nothing of ${action.upstream} -> ${action.downstream} is to be changed`, {
      hint: "name another source, relation or splits",
    });
  }
  if (upstream === null) return toEvidenceHash(edge.evidence);
  checkEnds(upstream, edge.downstream, "an edge");
  const candidates = edge.resolutions.flatMap((resolution) => resolution.candidates);
  if (!candidates.some(({ id }) => isSameDataset(id, upstream))) checkKnown(upstream, ground);
  return toEvidenceHash(edge.evidence);
}

function checkEnds(a: DatasetId, b: DatasetId, what: string): void {
  if (!isSameDataset(a, b)) return;
  throw new StemmaError("usage", `${what} from ${a} to itself says nothing`, { hint: "name two datasets" });
}

function findEdge(reviewed: ReviewedGraph, ends: Pick<Edge, "upstream" | "downstream">): Edge {
  const edge = reviewed.findEdge(ends);
  if (edge !== undefined) return edge;
  throw new StemmaError("not-found", `there is no edge from ${ends.upstream} to ${ends.downstream}`, {
    hint: `list the edges of ${ends.downstream} with: stemma show ${ends.downstream}`,
  });
}

function checkAlias(action: { alias: DatasetId; id: DatasetId }, { events }: ReviewedGraph): void {
  const aliases = toHandAliases(listActiveReviews(events));
  if (aliases.get(action.alias) === action.id) return;
  throw new StemmaError("not-found", `no person has said that ${action.alias} means ${action.id}`, {
    hint: "only an alias that was added by hand can be removed; a rename that the hub reports cannot",
  });
}

/** A typing error must not become a dataset. */
function checkKnown(id: DatasetId, { reviewed, store }: PlanGround): void {
  if (reviewed.findDataset(id) !== undefined || store.findNode(id) !== undefined) return;
  throw new StemmaError("not-found", `${id} is not in the store`, {
    hint: `check the spelling with "stemma list"; a dataset that was never traced is added first, by itself`,
  });
}

function checkUndo(eventId: string, { events }: ReviewedGraph): void {
  if (!events.some(({ id }) => id === eventId)) {
    throw new StemmaError("not-found", `there is no review ${eventId}`);
  }
  if (listUndone(events).has(eventId))
    throw new StemmaError("usage", `the review ${eventId} has been undone already`);
}
