import type { Features } from "../../model/index.ts";
import type { MentionContext } from "./mention-features.ts";

/** One thing that a document may name as a source: all of its mentions, and what they say together. */
export interface Candidate {
  readonly key: string;
  readonly contexts: readonly MentionContext[];
  /** The mention that speaks most for a source. */
  readonly best: MentionContext;
  readonly features: Features;
}

const contraryFlags = [
  "evaluation",
  "scoreTable",
  "headerRow",
  "comparison",
  "decontamination",
  "modelTraining",
  "evaluationHeading",
  "siblingScope",
  "future",
  "usedBy",
  "citationHeading",
];
const supportFlags = [
  "derivationNear",
  "version",
  "base",
  "composition",
  "use",
  "chinese",
  "afterCue",
  "countTable",
  "introCue",
  "acknowledgementHeading",
  "sourceHeading",
];

/** Groups the mentions of a document by what they name. */
export function toCandidates(contexts: readonly MentionContext[]): Candidate[] {
  const groups = Map.groupBy(contexts, ({ mention }) => mention.key);
  return [...groups].map(([key, group]) => toCandidate(key, group));
}

function toCandidate(key: string, contexts: readonly MentionContext[]): Candidate {
  const ranked = contexts.toSorted(
    (a, b) =>
      toSupport(b) - toSupport(a) || a.passage.index - b.passage.index || a.mention.start - b.mention.start,
  );
  const best = ranked[0];
  if (best === undefined) throw new RangeError("a candidate has at least one mention");
  return { key, contexts: ranked, best, features: toGroupFeatures(best, contexts) };
}

function toSupport(context: MentionContext): number {
  const count = (names: readonly string[]) => names.filter((name) => context.features[name] === 1).length;
  const ruled = context.rules.length === 0 ? 0 : 20 + 3 * context.rules.length;
  return ruled + count(supportFlags) - 2 * count(contraryFlags);
}

function toGroupFeatures(best: MentionContext, contexts: readonly MentionContext[]): Features {
  const features: Record<string, number> = { ...best.features };
  for (const context of contexts) for (const rule of context.rules) features[`rule:${rule}`] = 1;
  const rules = new Set(contexts.flatMap((context) => context.rules));
  const share = (name: string) =>
    contexts.filter((context) => context.features[name] === 1).length / contexts.length;
  features.ruleCount = Math.min(4, rules.size);
  features.noRule = rules.size === 0 ? 1 : 0;
  features.onlyStandsAlone = rules.size === 1 && rules.has("link-alone-in-item") ? 1 : 0;
  features.mentions = Math.min(2, Math.log2(contexts.length));
  features.contraryShare =
    contexts.filter((context) => contraryFlags.some((name) => context.features[name] === 1)).length /
    contexts.length;
  features.evaluationShare = share("evaluation");
  features.scoreTableShare = share("scoreTable");
  features.anyHubLink = contexts.some((context) => context.features.hubLink === 1) ? 1 : 0;
  features.anyId = contexts.some((context) => context.mention.statedId !== null) ? 1 : 0;
  return features;
}
