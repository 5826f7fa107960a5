import type { DatasetId, Edge, ReviewEvent, ReviewVote } from "../../model/index.ts";
import type { EdgeResult, Outcome } from "./edge-votes.ts";

/** The edge as its reviewers leave it, at its place. */
export function decideEdge(edge: Edge, outcome: Outcome, formerSources: readonly DatasetId[]): Edge {
  switch (outcome.kind) {
    case "none":
      return edge;
    case "reopened":
      return reopen(edge, outcome.decisions.map(toStaleReason));
    case "disputed":
      return {
        ...edge,
        status: "needs-review",
        reasons: [...edge.reasons, `reviewers disagree: ${outcome.votes.map(toVoteText).join(", ")}`],
      };
    case "agreed":
      return settle(edge, outcome, formerSources);
  }
}

/** What dates rule out stays ruled out until somebody decides on it anew. */
function reopen(edge: Edge, reasons: readonly string[]): Edge {
  const isPruned = edge.status === "rejected" && edge.decidedBy === "dates";
  return isPruned ? edge : { ...edge, status: "needs-review", reasons: [...edge.reasons, ...reasons] };
}

function toStaleReason({ by, action, reason }: ReviewEvent): string {
  return `the evidence changed since ${by} decided (${action.kind}: ${reason})`;
}

function settle(
  edge: Edge,
  { votes, winners, result }: Extract<Outcome, { kind: "agreed" }>,
  formerSources: readonly DatasetId[],
): Edge {
  const last = winners.at(-1);
  if (last === undefined) return edge;
  const others = votes.filter((vote) => !winners.includes(vote));
  const head = { decidedBy: last.by, reasons: [last.reason, ...toCompany(winners, others)] };
  if (result === null) return { ...edge, ...head, status: "rejected" };
  return {
    ...edge,
    ...head,
    relation: result.relation,
    splits: [...result.splits],
    status: "accepted",
    reasons: [...head.reasons, ...formerSources.map(toSourceText), ...listChanges(edge, result)],
  };
}

function toCompany(winners: readonly ReviewVote[], others: readonly ReviewVote[]): string[] {
  const names = winners.map(({ by }) => by);
  return [
    ...(names.length > 1 ? [`${names.slice(0, -1).join(", ")} and ${names.at(-1)} agree`] : []),
    ...others.map((vote) => `not of this opinion: ${toVoteText(vote)}`),
  ];
}

const verdictWords = { accept: "accepted", reject: "rejected", edit: "edited" } as const;

function toVoteText({ by, verdict, becomes, reason }: ReviewVote): string {
  const parts = [
    becomes?.upstream == null ? "" : `the source to ${becomes.upstream}`,
    becomes?.relation == null ? "" : `the relation to ${becomes.relation}`,
    becomes?.splits == null ? "" : `the splits to ${becomes.splits.join(" + ") || "none"}`,
  ].filter((part) => part !== "");
  const what = parts.length === 0 ? "" : ` ${parts.join(" and ")}`;
  return `${by} ${verdictWords[verdict]}${what} (${reason})`;
}

function toSourceText(id: DatasetId): string {
  return `the source was ${id}`;
}

function listChanges(edge: Edge, { relation, splits }: EdgeResult): string[] {
  const changes: string[] = [];
  if (relation !== edge.relation) changes.push(`the relation was ${edge.relation}`);
  if (JSON.stringify(splits) !== JSON.stringify(edge.splits)) {
    changes.push(`the splits were ${edge.splits.join(" + ") || "not known"}`);
  }
  return changes;
}
