import type { Relation, ResolvedClaim } from "../../model/index.ts";
import { compareText } from "../../model/index.ts";
import type { EdgeDraft, EdgeJudgement } from "../../model/ports/index.ts";
import { type ConfidenceModel, toLogOdds, toProbability } from "./confidence/confidence-model.ts";

/** Confidence, relation and status of an edge: a pure function of its claims, whatever their order. */
export function judgeEdge(draft: EdgeDraft, model: ConfidenceModel): EdgeJudgement {
  const ranked = draft.claims
    .map((resolved) => ({ resolved, logOdds: toLogOdds(model, resolved.claim.features) }))
    .sort((a, b) => b.logOdds - a.logOdds || compareText(toOrder(a.resolved), toOrder(b.resolved)));
  const best = ranked[0];
  const added = toAddedFeatures(draft, best?.resolved);
  const logOdds = Object.entries(added).reduce(
    (sum, [name, value]) => sum + (model.adjustments[name] ?? 0) * value,
    best?.logOdds ?? -10,
  );
  const confidence = roundTo(toProbability(logOdds), 4);
  const reasons = toReasons(draft, { confidence, resolved: best?.resolved, model });
  return {
    relation: findRelation(ranked.map(({ resolved }) => resolved)),
    splits: [
      ...new Set(draft.claims.flatMap(({ claim }) => (claim.split === null ? [] : [claim.split]))),
    ].sort(compareText),
    confidence,
    features: { ...best?.resolved.claim.features, ...added },
    status: reasons.length === 0 ? "accepted" : "needs-review",
    reasons,
  };
}

function toOrder({ claim }: ResolvedClaim): string {
  return `${claim.documentUrl} ${String(claim.quote.start).padStart(9, "0")} ${claim.mention}`;
}

function toAddedFeatures(draft: EdgeDraft, best: ResolvedClaim | undefined): Record<string, number> {
  const documents = new Set(draft.claims.map(({ claim }) => claim.documentSha256)).size;
  return {
    moreDocuments: Math.min(2, documents - 1),
    unresolved: best?.resolution.method === "unresolved" ? 1 : 0,
    searchedName: best?.resolution.method === "hub-search" ? 1 : 0,
    narrowMargin:
      best !== undefined && best.resolution.method !== "unresolved" && best.resolution.margin < 0.02 ? 1 : 0,
    datesDoubtful: draft.dateCheck === "doubtful" ? 1 : 0,
  };
}

interface ReasonInput {
  readonly confidence: number;
  readonly resolved: ResolvedClaim | undefined;
  readonly model: ConfidenceModel;
}

function toReasons(draft: EdgeDraft, { confidence, resolved, model }: ReasonInput): string[] {
  const reasons: string[] = [];
  if (confidence < model.thresholds.accept) reasons.push("confidence below the threshold");
  if (draft.dateCheck === "doubtful")
    reasons.push("the upstream seems to be released later than the dataset");
  if (draft.dateCheck === "anachronistic")
    reasons.push("the upstream was released after the dataset last changed");
  if (resolved?.resolution.method === "hub-search")
    reasons.push(`"${resolved.claim.mention}" was resolved by hub search`);
  return reasons;
}

/** The relation most claims agree on; the best claim's on a tie, and anything before the default. */
function findRelation(ranked: readonly ResolvedClaim[]): Relation {
  const votes = new Map<Relation, number>();
  for (const { claim } of ranked) {
    const weight = claim.relation === "direct-inclusion" ? 0.9 : 1;
    votes.set(claim.relation, (votes.get(claim.relation) ?? 0) + weight);
  }
  const first = ranked[0]?.claim.relation ?? "direct-inclusion";
  return (
    [...votes].sort((a, b) => b[1] - a[1] || Number(b[0] === first) - Number(a[0] === first))[0]?.[0] ?? first
  );
}

function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
