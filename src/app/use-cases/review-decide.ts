import { z } from "zod";
import {
  DatasetId,
  type Edge,
  EdgeStatus,
  findDatasetIdKind,
  parseDatasetId,
  Relation,
  type ReviewAction,
  ReviewEvent,
  StemmaError,
} from "../../model/index.ts";
import type { ReviewedGraph } from "../../trace/index.ts";
import { findStoredDataset, withReviews } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

const EdgeState = z.object({
  upstream: DatasetId,
  relation: Relation,
  splits: z.array(z.string()),
  status: EdgeStatus,
  reasons: z.array(z.string()),
});

const Verdict = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("accept") }),
  z.object({ kind: z.literal("reject") }),
  z.object({
    kind: z.literal("edit"),
    source: z.string().nullable().default(null),
    relation: Relation.nullable().default(null),
    splits: z.array(z.string()).nullable().default(null),
  }),
]);

const EdgeChoice = z.object({
  upstream: z.string(),
  downstream: z.string(),
  /** Of the quotes that the person saw; where it is given and no longer holds, nothing is decided. */
  evidenceHash: z.string().nullable().optional(),
});
type EdgeChoice = z.infer<typeof EdgeChoice>;

const DecisionRequest = z.object({
  edges: z.array(EdgeChoice).min(1, "name an edge"),
  verdict: Verdict,
  reason: z.string().trim().min(1, "give a reason"),
  /** Says what would become of the edges and writes nothing. */
  isDryRun: z.boolean().default(false),
  /** Without it `after` is null: the graph need not be made again. */
  hasOutcome: z.boolean().default(true),
});

const Decided = z.object({
  isDryRun: z.boolean(),
  decisions: z.array(
    z.object({ event: ReviewEvent, downstream: DatasetId, before: EdgeState, after: EdgeState.nullable() }),
  ),
});

/** One decision on one edge or on several; nothing is written where one of them cannot be. */
export const decideReviews = defineUseCase({
  name: "review decide",
  summary: "Accept, reject or edit edges",
  input: DecisionRequest,
  output: Decided,
  async perform({ edges, verdict, reason, isDryRun, hasOutcome }, context) {
    const by = context.configuration.settings.reviewer;
    return withReviews(context, { readOnly: isDryRun }, (session) => {
      const reviewed = session.load();
      const actions = edges.map((ends) => toAction(reviewed, ends, verdict));
      const events = session.plan({ by, reason, actions });
      for (const [place, event] of events.entries()) checkEvidence(event, edges[place]);
      const later = hasOutcome ? session.preview(events) : null;
      if (!isDryRun) session.append(events);
      const decisions = events.map((event) => toDecision(event, reviewed, later));
      return { isDryRun, decisions };
    });
  },
});

/** Another process may have traced anew since the edge was shown. */
function checkEvidence(event: ReviewEvent, choice: EdgeChoice | undefined): void {
  if (choice?.evidenceHash === undefined || choice.evidenceHash === event.evidenceHash) return;
  const edge = `${choice.upstream} -> ${choice.downstream}`;
  throw new StemmaError("usage", `the evidence of ${edge} changed since it was shown`, {
    hint: "read it again, then decide",
  });
}

function toAction(
  reviewed: ReviewedGraph,
  ends: EdgeChoice,
  verdict: z.output<typeof Verdict>,
): ReviewAction {
  const upstream = toStoredId(reviewed, ends.upstream);
  const downstream = toStoredId(reviewed, ends.downstream);
  if (verdict.kind !== "edit") return { kind: `${verdict.kind}-edge`, upstream, downstream };
  const { source, relation, splits } = verdict;
  const becomes = { upstream: source === null ? null : toSourceId(reviewed, source), relation, splits };
  return { kind: "edit-edge", upstream, downstream, becomes };
}

/** An id as it stands before a name that reads alike. */
function toStoredId(reviewed: ReviewedGraph, text: string): DatasetId {
  const exact = findDatasetIdKind(text) === undefined ? undefined : reviewed.findDataset(text);
  return (exact ?? findStoredDataset(reviewed, text)).id;
}

function toSourceId(reviewed: ReviewedGraph, text: string): DatasetId {
  const id = parseDatasetId(text);
  return reviewed.findDataset(id)?.id ?? id;
}

function toDecision(
  event: ReviewEvent,
  reviewed: ReviewedGraph,
  later: ReviewedGraph | null,
): z.output<typeof Decided>["decisions"][number] {
  const { action } = event;
  if (!("upstream" in action)) throw new StemmaError("unexpected", `${action.kind} decides on no edge`);
  const { upstream, downstream } = action;
  const moved = action.kind === "edit-edge" ? action.becomes.upstream : null;
  const before = reviewed.findEdge({ upstream, downstream });
  if (before === undefined) {
    throw new StemmaError("unexpected", `the edge ${upstream} -> ${downstream} is gone`);
  }
  const after =
    later === null
      ? undefined
      : (later.findEdge({ upstream: moved ?? upstream, downstream }) ??
        later.findEdge({ upstream, downstream }));
  return {
    event,
    downstream,
    before: toState(before),
    after: after === undefined ? null : toState(after),
  };
}

function toState({ upstream, relation, splits, status, reasons }: Edge): z.output<typeof EdgeState> {
  return { upstream, relation, splits, status, reasons };
}
