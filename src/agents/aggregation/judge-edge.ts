import type { Relation, ResolvedClaim } from "../../model/index.ts";
import { compareText } from "../../model/index.ts";
import type { EdgeDraft, EdgeJudgement } from "../../model/ports/index.ts";
import { type ConfidenceModel, toLogOdds, toProbability } from "./confidence/confidence-model.ts";

/** Below this distance to the next candidate a resolution is doubtful. */
export const narrowMargin = 0.02;

/**
 * Confidence, relation and status of an edge: a pure function of its claims, whatever their order. What a language model
 * says moves the confidence, but accepts nothing: an edge that would not be accepted without it goes to review.
 */
export function judgeEdge(draft: EdgeDraft, model: ConfidenceModel): EdgeJudgement {
  const scored = toScore(draft, model);
  const { ranked, confidence } = scored;
  const reasons = toReasons(draft, scored, model);
  return {
    relation: findRelation(ranked),
    splits: [
      ...new Set(draft.claims.flatMap(({ claim }) => (claim.split === null ? [] : [claim.split]))),
    ].sort(compareText),
    confidence,
    features: { ...ranked[0]?.claim.features, ...scored.added },
    status: reasons.length === 0 ? "accepted" : "needs-review",
    reasons,
  };
}

interface Score {
  /** Most telling first. */
  readonly ranked: readonly ResolvedClaim[];
  readonly added: Record<string, number>;
  readonly confidence: number;
}

function toScore(draft: EdgeDraft, model: ConfidenceModel): Score {
  const ranked = draft.claims
    .map((resolved) => ({ resolved, logOdds: toLogOdds(model, resolved.claim.features) }))
    .sort((a, b) => b.logOdds - a.logOdds || compareText(toOrder(a.resolved), toOrder(b.resolved)));
  const best = ranked[0];
  const added = toAddedFeatures(draft, best?.resolved);
  const logOdds = Object.entries(added).reduce(
    (sum, [name, value]) => sum + (model.adjustments[name] ?? 0) * value,
    best?.logOdds ?? -10,
  );
  return {
    ranked: ranked.map(({ resolved }) => resolved),
    added,
    confidence: roundTo(toProbability(logOdds), 4),
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
      best !== undefined && best.resolution.method !== "unresolved" && best.resolution.margin < narrowMargin
        ? 1
        : 0,
    datesDoubtful: draft.dateCheck === "doubtful" ? 1 : 0,
    ...(isOnlyBlog(draft) ? { onlyBlog: 1 } : {}),
    ...(best?.resolution.method === "model" ? { pickedName: 1 } : {}),
    ...toAgreement(draft),
  };
}

function isOnlyBlog({ claims }: EdgeDraft): boolean {
  return claims.length > 0 && claims.every(({ claim }) => claim.documentKind === "blog");
}

/** What rules and models say of the edge as a whole, where a model read anything of it; at most one of the three is 1. */
function toAgreement({ claims }: EdgeDraft): Record<string, number> {
  const has = (name: string) => claims.some(({ claim }) => claim.features[name] === 1);
  if (!has("modelAgrees") && !has("modelOnly") && !has("modelSilent")) return {};
  const isSaidByRules = claims.some(({ claim }) => claim.features.modelOnly !== 1);
  const isSaidByModel = has("modelAgrees") || has("modelOnly");
  return {
    modelAgrees: isSaidByRules && isSaidByModel ? 1 : 0,
    modelOnly: isSaidByRules ? 0 : 1,
    modelSilent: isSaidByModel ? 0 : 1,
  };
}

function toReasons(draft: EdgeDraft, { confidence, ranked, added }: Score, model: ConfidenceModel): string[] {
  const reasons: string[] = [];
  const { accept } = model.thresholds;
  if (confidence < accept) reasons.push("confidence below the threshold");
  if (draft.dateCheck === "doubtful")
    reasons.push("the upstream seems to be released later than the dataset");
  if (draft.dateCheck === "anachronistic")
    reasons.push("the upstream was released after the dataset last changed");
  const [best] = ranked;
  if (best?.resolution.method === "hub-search")
    reasons.push(`"${best.claim.mention}" was resolved by hub search`);
  if (best?.resolution.method === "model")
    reasons.push(`"${best.claim.mention}" was resolved by a language model`);
  if (best?.claim.features.readerOrder === 1)
    reasons.push("stated in a sentence that gives orders to whoever reads it");
  if (isOnlyBlog(draft)) reasons.push("stated only in a blog page");
  const ruled = withoutModels(draft);
  if (added.modelOnly === 1) reasons.push("stated only by a language model");
  else if (confidence >= accept && (ruled.claims.length === 0 || toScore(ruled, model).confidence < accept))
    reasons.push("above the threshold only by the word of a language model");
  return reasons;
}

/** The edge as the rules alone would draw it, with what speaks against it kept. */
function withoutModels(draft: EdgeDraft): EdgeDraft {
  const claims = draft.claims
    .filter(({ claim, resolution }) => claim.features.modelOnly !== 1 && resolution.method !== "model")
    .map(({ claim, resolution }) => {
      const { modelAgrees: _, ...features } = claim.features;
      return { claim: { ...claim, features }, resolution };
    });
  return { ...draft, claims };
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
