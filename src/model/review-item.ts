import { z } from "zod";
import { ReleaseDate } from "./dates.ts";
import { DocumentRef } from "./document.ts";
import { Edge } from "./edge.ts";
import { DatasetId } from "./ids.ts";
import { Relation } from "./relation.ts";
import { EdgeChange } from "./review-event.ts";

const Verdict = z.enum(["accept", "reject", "edit"]);

/** One reviewer's last standing decision on the evidence that an edge has now. */
export const ReviewVote = z.object({
  by: z.string(),
  at: z.string(),
  /** Id of the review event. */
  event: z.string(),
  verdict: Verdict,
  /** What an `edit` makes of the edge; null for the other verdicts. */
  becomes: EdgeChange.nullable(),
  reason: z.string(),
});
export type ReviewVote = z.infer<typeof ReviewVote>;

/** A quote with the text around it, exactly as stored: foreign text, control characters included. */
const QuoteInContext = z.object({
  document: DocumentRef,
  section: z.array(z.string()),
  mention: z.string(),
  relation: Relation,
  method: z.string(),
  before: z.string(),
  quote: z.string(),
  after: z.string(),
  /** Line of the stored text on which the quote starts, from 1. */
  line: z.int().min(1),
});

/** An id that a mention of the edge may stand for. */
const SourceCandidate = z.object({
  id: DatasetId,
  mention: z.string(),
  score: z.number(),
  /** Distance of the mention's best score to its second. */
  margin: z.number(),
  reason: z.string(),
  /** True for the id that the edge has now. */
  isChosen: z.boolean(),
});

const DatedEnd = z.object({
  id: DatasetId,
  released: ReleaseDate.nullable(),
  lastModified: z.string().nullable(),
});

const Contribution = z.object({
  feature: z.string(),
  value: z.number(),
  /** What the feature adds to the log-odds of the confidence. */
  logOdds: z.number(),
});

const SimilarDecision = z.object({
  upstream: DatasetId,
  downstream: DatasetId,
  by: z.string(),
  verdict: Verdict,
  reason: z.string(),
  shared: z.enum(["upstream", "mention", "method"]),
});
export type SimilarDecision = z.infer<typeof SimilarDecision>;

/** An edge as a reviewer gets to see it, with everything that helps to decide on it. */
export const ReviewItem = z.object({
  edge: Edge,
  /** Fingerprint of the quotes that are shown: a decision is on these. Null where there are none. */
  evidenceHash: z.string().nullable(),
  /** 0..1: entropy of the confidence in bits; 1 where reviewers disagree. */
  uncertainty: z.number().min(0).max(1),
  /** Datasets downstream of the edge, its own downstream included. */
  reach: z.int().min(1),
  quotes: z.array(QuoteInContext),
  candidates: z.array(SourceCandidate),
  dates: z.object({ upstream: DatedEnd, downstream: DatedEnd }),
  /** Features behind the confidence, strongest first. */
  contributions: z.array(Contribution),
  similar: z.array(SimilarDecision),
  votes: z.array(ReviewVote),
  isDisputed: z.boolean(),
});
export type ReviewItem = z.infer<typeof ReviewItem>;
