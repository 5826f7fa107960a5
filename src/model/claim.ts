import { z } from "zod";
import { DocumentKind } from "./document.ts";
import { DatasetId } from "./ids.ts";
import { Relation } from "./relation.ts";

/** Offsets in UTF-16 code units into the stored text; `text` is exactly `document.text.slice(start, end)`. */
export const Quote = z.object({ start: z.int().min(0), end: z.int().min(0), text: z.string() });
export type Quote = z.infer<typeof Quote>;

/** Checkable facts about a claim or an edge; booleans are 0 and 1. Their names are those of the confidence model. */
export const Features = z.record(z.string(), z.number());
export type Features = z.infer<typeof Features>;

/** One agent's statement about one document: this upstream contributed to the target (the papers' ⟨S,R,C,E⟩). */
export const Claim = z.object({
  target: DatasetId,
  /** The upstream as the document writes it. */
  mention: z.string(),
  /** Hub id or repository that the text itself gives (a link, an `org/name`); null for a bare name. */
  statedId: DatasetId.nullable(),
  relation: Relation,
  /** The split of the upstream that was used, where the text says so. */
  split: z.string().nullable(),
  quote: Quote,
  documentUrl: z.string(),
  documentSha256: z.string(),
  documentKind: DocumentKind,
  /** Headings above the quote, outermost first. */
  section: z.array(z.string()),
  /** Agent and rule that made the claim: `rules-2/link-under-source-heading`. */
  method: z.string(),
  features: Features,
});
export type Claim = z.infer<typeof Claim>;

/** A hub id that a mention may stand for, with how well it fits (0..1) and why. */
export const ResolutionCandidate = z.object({ id: DatasetId, score: z.number(), reason: z.string() });
export type ResolutionCandidate = z.infer<typeof ResolutionCandidate>;

/** How a mention became an id (T4); `model`: chosen by a language model among the candidates. `margin` is the distance of the best score to the second; losers are kept. */
export const Resolution = z.object({
  mention: z.string(),
  id: DatasetId,
  method: z.enum(["stated", "catalogue", "document", "hub-search", "model", "unresolved"]),
  margin: z.number(),
  candidates: z.array(ResolutionCandidate),
});
export type Resolution = z.infer<typeof Resolution>;

export const ResolvedClaim = z.object({ claim: Claim, resolution: Resolution });
export type ResolvedClaim = z.infer<typeof ResolvedClaim>;
