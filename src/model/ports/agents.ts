import type { Claim, Features, Quote, ResolvedClaim } from "../claim.ts";
import type { Profile } from "../dataset.ts";
import type { ReleaseDate } from "../dates.ts";
import type { Document, DocumentKind } from "../document.ts";
import type { DateCheck } from "../edge.ts";
import type { DatasetId } from "../ids.ts";
import type { Relation } from "../relation.ts";
import type { CallOptions, Hub, HubRecord, PaperRecord, RepositoryRef } from "./sources.ts";

/** A document that speaks for a dataset and should be read. */
export type DocumentRequest =
  | { readonly kind: "paper"; readonly arxivId: string; readonly reason: string }
  | { readonly kind: "paper-title"; readonly title: string; readonly reason: string }
  | { readonly kind: "repository"; readonly ref: RepositoryRef; readonly reason: string }
  | { readonly kind: "blog"; readonly url: string; readonly reason: string };

/** The dataset that is being traced, as the agents see it. */
export interface Subject {
  readonly id: DatasetId;
  /** Ids that also mean this dataset (asked-for spelling, rename, `pretty_name` is in `names`). */
  readonly aliases: readonly DatasetId[];
  readonly names: readonly string[];
  readonly record: HubRecord | null;
}

/** A document with how it belongs to the subject. */
export interface SubjectDocument {
  readonly document: Document;
  /** Whether it is the subject's own (its card, its own paper) rather than one that merely mentions it. */
  readonly isOwn: boolean;
}

export interface TracedDocument {
  readonly claims: readonly Claim[];
  /** A plain statement that the dataset was made from nothing else (`written by hand by our annotators`). */
  readonly rootStatement: Quote | null;
  /** Whether enough text was there to be searched for sources; an empty card is no root. */
  readonly wasSearchable: boolean;
  /** What of the document could not be read as it was written, in words; its claims are then partial. */
  readonly problems: readonly string[];
  readonly counts: {
    readonly mentions: number;
    readonly hiddenCharacters: number;
    /** Statements that were dropped because the quote given for them is not in the document. */
    readonly unprovenClaims: number;
  };
}

export interface SourcingInput {
  readonly subject: Subject;
  readonly documents: readonly SubjectDocument[];
  readonly papers: readonly PaperRecord[];
}

/** The four roles of the paper (7.1), as rules or on a language model. */
export interface Agents {
  readonly name: string;
  /** Whether a dataset that agents of this name have read is to be read again. */
  supersedes(name: string): boolean;
  /**
   * Lists the documents that speak for the subject, most telling first, those already given left out. Called again
   * with what has been read, since a paper may name the repository; deterministic for the same input.
   */
  listDocuments(input: SourcingInput, options?: CallOptions): Promise<readonly DocumentRequest[]>;
  /** Whether the paper is the subject's own (T7), with the reason in words. */
  judgePaper(
    subject: Subject,
    paper: PaperRecord,
    documents: readonly SubjectDocument[],
  ): { readonly isOwn: boolean; readonly reason: string };
  /** Names by which documents call the subject (`pretty_name`, title, last segment of the id). */
  listNames(record: HubRecord | null, id: DatasetId, card: Document | null): readonly string[];
  traceDocument(subject: Subject, document: SubjectDocument, options?: CallOptions): Promise<TracedDocument>;
  /** Names to ids (T4); one result per claim, in the order of the claims. */
  resolveClaims(input: ResolveInput, options?: CallOptions): Promise<readonly ResolvedClaim[]>;
  toProfile(subject: Subject, documents: readonly SubjectDocument[], options?: CallOptions): Promise<Profile>;
  /** What the name and the record alone tell, where nothing was read. */
  toBareProfile(subject: Subject): Profile;
  /** The earlier of hub date and the *own* papers' dates, as an interval with its reason; null when nothing is known. */
  toReleaseDate(record: HubRecord | null, ownPapers: readonly PaperRecord[]): ReleaseDate | null;
  /** `anachronistic` only when the upstream is certainly later than the last change of the downstream (T7). */
  checkDates(upstream: DatedDataset, downstream: DatedDataset): DateCheck;
  /** Confidence from checkable features; a pure function of the draft. */
  judgeEdge(draft: EdgeDraft): EdgeJudgement;
}

export interface DatedDataset {
  readonly released: ReleaseDate | null;
  readonly lastModified: string | null;
}

/** All claims that name one upstream of one downstream, before anything is decided. */
export interface EdgeDraft {
  readonly upstream: DatasetId;
  readonly downstream: DatasetId;
  readonly claims: readonly ResolvedClaim[];
  readonly dateCheck: DateCheck;
}

export interface EdgeJudgement {
  readonly relation: Relation;
  readonly splits: readonly string[];
  readonly confidence: number;
  readonly features: Features;
  readonly status: "accepted" | "needs-review";
  readonly reasons: readonly string[];
}

export interface ResolveInput {
  readonly subject: Subject;
  readonly claims: readonly Claim[];
  readonly documents: readonly SubjectDocument[];
  readonly hub: Pick<Hub, "searchDatasets">;
}

/** Which kinds of documents a dataset may be read from, most direct first. */
export const documentKindOrder: readonly DocumentKind[] = ["hub-card", "paper", "repository", "blog"];
