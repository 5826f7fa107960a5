import type { Catalogue } from "../../catalogue/index.ts";
import type { Claim, Document, Features } from "../../model/index.ts";
import { findDatasetIdKind, toNameKey } from "../../model/index.ts";
import type { Subject, SubjectDocument, TracedDocument } from "../../model/ports/index.ts";
import {
  type ConfidenceModel,
  toLogOdds,
  toProbability,
} from "../aggregation/confidence/confidence-model.ts";
import type { TextRange } from "../extracting/passage.ts";
import type { Candidate } from "./candidate.ts";
import {
  type FrontMatterSources,
  type StatedSource,
  toFrontMatterClaims,
  toFrontMatterSources,
} from "./front-matter-claims.ts";
import type { MentionContext } from "./mention-features.ts";
import { type ReadDocument, readCandidates } from "./read-candidates.ts";
import { hasAnswersByModel, toRelation } from "./relation-of.ts";
import { findRootStatement } from "./root-statement.ts";
import { toSourceRange } from "./source-range.ts";
import { toSubjectNames } from "./subject-names.ts";

export const maxQuoteCharacters = 600;
export const claimsPerCandidate = 3;
const searchableCharacters = 80;

export interface TracingOptions {
  readonly catalogue: Catalogue;
  readonly confidence: ConfidenceModel;
  /** Name and version of the rules, the first part of every claim's method. */
  readonly method: string;
}

/** What the rules found in a document and what of it they claim, kept apart by candidate. */
export interface Statements {
  readonly found: ReadDocument;
  /** Claims of the card's own `source_datasets`. */
  readonly fieldClaims: readonly Claim[];
  /** By the key of the candidate; only candidates that are claimed. */
  readonly stated: ReadonlyMap<string, readonly Statement[]>;
  /** Everything but the claims. */
  readonly traced: Omit<TracedDocument, "claims">;
  /** What claiming the candidate at this place would be, whatever the rules think of it. */
  toClaim(candidate: Candidate, context: MentionContext): Claim;
}

export interface Statement {
  readonly context: MentionContext;
  readonly claim: Claim;
}

/** Reads one document for one subject (spec T3) and claims what it states as sources, each with its quote. */
export function traceDocument(
  subject: Subject,
  read: SubjectDocument,
  options: TracingOptions,
): TracedDocument {
  const { fieldClaims, stated, traced } = readStatements(subject, read, options);
  return { claims: [...fieldClaims, ...[...stated.values()].flat().map(({ claim }) => claim)], ...traced };
}

export function readStatements(subject: Subject, read: SubjectDocument, options: TracingOptions): Statements {
  const { document } = read;
  const found = readCandidates(subject, document, options.catalogue);
  const { frontMatter, passages, problem, hiddenCharacters } = found.extracted;
  const field = toFrontMatterSources(frontMatter);
  const names = toSubjectNames(subject);
  const isAnsweredByModel = hasAnswersByModel(passages);
  const fieldClaims = toFrontMatterClaims({ document, frontMatter, target: subject.id, names, ...options });
  const input = { subject, document, field, options, isAnsweredByModel };
  const stated = found.candidates.flatMap((candidate) => {
    const statements = toStatements(candidate, input);
    return statements.length === 0 ? [] : [[candidate.key, statements] as const];
  });
  return {
    found,
    fieldClaims,
    stated: new Map(stated),
    traced: {
      rootStatement: findRootStatement(found.extracted, document.text),
      wasSearchable: countCharacters(found) >= searchableCharacters || fieldClaims.length > 0,
      problems: [frontMatter.problem, problem].filter((text) => text !== null),
      counts: { mentions: found.mentionCount, hiddenCharacters, unprovenClaims: 0 },
    },
    toClaim: (candidate, context) => toCandidateClaim(candidate, context, input),
  };
}

function countCharacters(found: ReadDocument): number {
  return found.extracted.passages.reduce(
    (sum, passage) => sum + (passage.kind === "code" ? 0 : passage.text.trim().length),
    0,
  );
}

interface ClaimInput {
  readonly subject: Subject;
  readonly document: Document;
  readonly field: FrontMatterSources;
  readonly options: TracingOptions;
  readonly isAnsweredByModel: boolean;
}

function toStatements(candidate: Candidate, input: ClaimInput): Statement[] {
  if (candidate.best.rules.length === 0) return [];
  const features = toDocumentFeatures(candidate, input.field);
  const { confidence } = input.options;
  if (toProbability(toLogOdds(confidence, features)) < confidence.thresholds.report) return [];
  const telling = candidate.contexts.filter((context, index) => index === 0 || context.rules.length > 0);
  return telling
    .slice(0, claimsPerCandidate)
    .map((context) => ({ context, claim: toCandidateClaim(candidate, context, input) }));
}

function toCandidateClaim(candidate: Candidate, context: MentionContext, input: ClaimInput): Claim {
  const claim = toClaim(context, toDocumentFeatures(candidate, input.field), input);
  const ticked = findTicked(candidate, input.field);
  return ticked === undefined ? claim : { ...claim, mention: ticked.name, statedId: ticked.id };
}

/** Facts about the document as a whole join the facts about the mention. */
function toDocumentFeatures(candidate: Candidate, field: FrontMatterSources): Features {
  const isTicked = findTicked(candidate, field) !== undefined;
  return {
    ...candidate.features,
    fieldAgrees: isTicked ? 1 : 0,
    fieldSilent: field.isPresent && !isTicked ? 1 : 0,
    fieldOriginalOnly: field.isPresent && field.sources.length === 0 && field.saysOriginal ? 1 : 0,
  };
}

/** The source of the card's own field that the body names too: both then stand for one upstream. */
function findTicked(candidate: Candidate, field: FrontMatterSources): StatedSource | undefined {
  return field.sources.find((source) => isSameSource(source.name, candidate));
}

function isSameSource(name: string, candidate: Candidate): boolean {
  const key = toNameKey(name.split("/").at(-1) ?? name);
  const { mention } = candidate.best;
  const names = [
    mention.text,
    mention.key,
    mention.statedId ?? "",
    ...(mention.entry?.names ?? []),
    ...(mention.entry?.legacyIds ?? []),
  ];
  return names.some((other) => toNameKey(other.split("/").at(-1) ?? other) === key);
}

function toClaim(
  context: MentionContext,
  features: Features,
  { subject, document, options, isAnsweredByModel }: ClaimInput,
): Claim {
  const { mention, passage } = context;
  const { start, end } = toQuoteRange(context);
  return {
    target: subject.id,
    mention: mention.text.replace(/\s+/g, " ").trim() || mention.key,
    statedId: toStatedId(context),
    relation: toRelation(context, isAnsweredByModel),
    split: context.split,
    quote: { start, end, text: document.text.slice(start, end) },
    documentUrl: document.url,
    documentSha256: document.sha256,
    documentKind: document.kind,
    section: [...passage.section],
    method: `${options.method}/${context.rules[0] ?? "context"}`,
    features,
  };
}

/** The id the text gives; a name that the document's own links explain counts as given by it. */
function toStatedId({ mention }: MentionContext): string | null {
  const isExplained = mention.form === "learned-name" && findDatasetIdKind(mention.id) !== undefined;
  return isExplained ? mention.id : mention.statedId;
}

/** The sentence, or the list item or row, around the mention; a window of it where that is very long. */
function toQuoteRange(context: MentionContext): TextRange {
  const { passage } = context;
  const isWhole =
    passage.kind === "table-row" || (passage.kind === "list-item" && passage.text.length <= 300);
  return toSourceRange(
    passage,
    toQuoteWindow(isWhole ? { start: 0, end: passage.text.length } : context.sentence, context),
  );
}

/** A range of the passage, or what of it stands around the mention where it is longer than a quote should be. */
export function toQuoteWindow(wide: TextRange, { passage, mention }: MentionContext): TextRange {
  if (wide.end - wide.start <= maxQuoteCharacters) return wide;
  const slack = Math.max(0, maxQuoteCharacters - (mention.end - mention.start)) / 2;
  const start = Math.max(wide.start, Math.floor(mention.start - slack));
  const end = Math.min(wide.end, Math.ceil(mention.end + slack));
  return {
    start: isInsidePair(passage.text, start) ? start + 1 : start,
    end: isInsidePair(passage.text, end) ? end - 1 : end,
  };
}

/** Between the two halves of a character that takes two code units. */
function isInsidePair(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff;
}
