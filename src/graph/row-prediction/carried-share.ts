import type { Edge, Relation } from "../../model/index.ts";

/**
 * How readily rows pass a step, by what the step does to them. An order put in numbers, not a measured share: a copy hands
 * rows on as they are, a fusion picks among them, distillation keeps questions and writes new answers, evolution rewrites
 * the questions, generation takes them as examples. All are below 1, so that a longer path counts for less.
 */
const relationShares: Readonly<Record<Relation, number>> = {
  "direct-inclusion": 0.9,
  "structured-fusion": 0.8,
  "cot-distillation": 0.6,
  "semantic-evolution": 0.3,
  "synthetic-generation": 0.2,
};

/** What an edge hands on: the share of its relation times its confidence; 0..1. */
export function toCarriedShare({ relation, confidence }: Pick<Edge, "relation" | "confidence">): number {
  return relationShares[relation] * confidence;
}

/** What of a row is left as it was, strictest first; `none`: no text of it. */
export const keptParts = ["triplet", "pair", "none"] as const;
export type KeptPart = (typeof keptParts)[number];

const keptByRelation: Readonly<Record<Relation, KeptPart>> = {
  "direct-inclusion": "triplet",
  "structured-fusion": "triplet",
  "cot-distillation": "pair",
  "semantic-evolution": "none",
  "synthetic-generation": "none",
};

/** What all the steps together leave as it was. */
export function toKeptPart(edges: readonly Pick<Edge, "relation">[]): KeptPart {
  const places = edges.map(({ relation }) => keptParts.indexOf(keptByRelation[relation]));
  return keptParts[Math.max(0, ...places)] ?? "none";
}
