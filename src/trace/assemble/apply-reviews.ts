import type { DatasetId, Edge, Evidence, ReviewEvent } from "../../model/index.ts";
import type { Agents, DatedDataset } from "../../model/ports/index.ts";
import type { CanonicalIds } from "./canonical-ids.ts";
import { toEdgeKey } from "./draft-edges.ts";
import { toEvidenceHash } from "./evidence.ts";

export interface ReviewInput {
  readonly agents: Agents;
  readonly ids: CanonicalIds;
  /** Standing reviews in the order of their making. */
  readonly reviews: readonly ReviewEvent[];
  readonly findDates: (id: DatasetId) => DatedDataset;
}

/**
 * Puts what people decided over what was computed; the last word counts. A decision made on other quotes than there
 * are now is not carried over: the edge goes back to review.
 */
export function applyReviews(edges: readonly Edge[], input: ReviewInput): Edge[] {
  const byKey = new Map(edges.map((edge) => [toEdgeKey(edge.upstream, edge.downstream), edge]));
  for (const event of input.reviews) {
    const { action } = event;
    if (!("upstream" in action)) continue;
    const upstream = input.ids.toCanonical(action.upstream);
    const downstream = input.ids.toCanonical(action.downstream);
    const key = toEdgeKey(upstream, downstream);
    const edge = byKey.get(key);
    if (upstream === downstream) continue;
    if (action.kind === "add-edge") {
      byKey.set(key, addEvidence(edge ?? toAssertedEdge(input, { upstream, downstream }), event));
    } else if (edge !== undefined) byKey.set(key, decide(edge, event));
  }
  return [...byKey.values()];
}

function decide(edge: Edge, event: ReviewEvent): Edge {
  if (toEvidenceHash(edge.evidence) !== event.evidenceHash) {
    const reason = `the evidence changed since ${event.by} decided (${event.action.kind}: ${event.reason})`;
    const isPruned = edge.status === "rejected" && edge.decidedBy === "dates";
    return isPruned ? edge : { ...edge, status: "needs-review", reasons: [...edge.reasons, reason] };
  }
  const status = event.action.kind === "accept-edge" ? "accepted" : "rejected";
  return { ...edge, status, decidedBy: event.by, reasons: [event.reason] };
}

function toAssertedEdge(
  input: ReviewInput,
  ends: { readonly upstream: DatasetId; readonly downstream: DatasetId },
): Edge {
  const dateCheck = input.agents.checkDates(input.findDates(ends.upstream), input.findDates(ends.downstream));
  return {
    ...ends,
    relation: "direct-inclusion",
    splits: [],
    confidence: 1,
    features: {},
    status: "accepted",
    decidedBy: "",
    reasons: [],
    dateCheck,
    onCycle: false,
    resolutions: [],
    evidence: [],
  };
}

function addEvidence(edge: Edge, event: ReviewEvent): Edge {
  if (event.action.kind !== "add-edge") return edge;
  const asserted: Evidence = {
    kind: "asserted",
    by: event.by,
    reason: event.reason,
    relation: event.action.relation,
  };
  return {
    ...edge,
    relation: edge.evidence.length === 0 ? event.action.relation : edge.relation,
    status: "accepted",
    decidedBy: event.by,
    reasons: [event.reason],
    evidence: [...edge.evidence, asserted],
  };
}
