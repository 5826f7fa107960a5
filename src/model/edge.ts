import { z } from "zod";
import { Features, Quote, Resolution } from "./claim.ts";
import { DocumentRef } from "./document.ts";
import { DatasetId } from "./ids.ts";
import { Relation } from "./relation.ts";

export const QuoteEvidence = z.object({
  kind: z.literal("quote"),
  document: DocumentRef,
  quote: Quote,
  section: z.array(z.string()),
  mention: z.string(),
  relation: Relation,
  method: z.string(),
});
const RowsEvidence = z.object({
  kind: z.literal("rows"),
  /** What was counted and where: `overlap of normalised questions, train against test`. */
  measure: z.string(),
  count: z.int(),
  of: z.int(),
  inputs: z.array(z.string()),
});
const AssertedEvidence = z.object({
  kind: z.literal("asserted"),
  by: z.string(),
  reason: z.string(),
  relation: Relation,
});

/** Why an edge is there (DESIGN 3): several per edge, never merged. */
export const Evidence = z.discriminatedUnion("kind", [QuoteEvidence, RowsEvidence, AssertedEvidence]);
export type Evidence = z.infer<typeof Evidence>;
export type QuoteEvidence = z.infer<typeof QuoteEvidence>;

export const EdgeStatus = z.enum(["accepted", "needs-review", "rejected"]);
export type EdgeStatus = z.infer<typeof EdgeStatus>;

/** How the dates of both ends agree (T7); a certainly `anachronistic` edge is kept apart, never in the graph. */
export const DateCheck = z.enum(["in-order", "doubtful", "unknown", "anachronistic"]);
export type DateCheck = z.infer<typeof DateCheck>;

/** upstream -> downstream: the upstream contributed to the downstream. */
export const Edge = z.object({
  upstream: DatasetId,
  downstream: DatasetId,
  relation: Relation,
  /** Splits of the upstream that were used, where the text says so; empty when it does not. */
  splits: z.array(z.string()),
  /** 0..1, computed from `features` by the confidence model; not asked of a model. */
  confidence: z.number().min(0).max(1),
  features: Features,
  status: EdgeStatus,
  /** `confidence` or the name of the person whose review decided last. */
  decidedBy: z.string(),
  /** In words: `below the threshold`, `cycle`, `dates doubtful`, or the reviewer's reason. */
  reasons: z.array(z.string()),
  dateCheck: DateCheck,
  /** True for an edge that lies on a cycle of the graph. */
  onCycle: z.boolean(),
  resolutions: z.array(Resolution),
  evidence: z.array(Evidence),
});
export type Edge = z.infer<typeof Edge>;
