import type { Catalogue } from "../../catalogue/index.ts";
import type { Claim, Document, Features } from "../../model/index.ts";
import { findDatasetIdKind, toNameKey } from "../../model/index.ts";
import type { Subject, SubjectDocument, TracedDocument } from "../../model/ports/index.ts";
import {
  type ConfidenceModel,
  toLogOdds,
  toProbability,
} from "../aggregation/confidence/confidence-model.ts";
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

const maxQuoteCharacters = 600;
const claimsPerCandidate = 3;
const searchableCharacters = 80;

export interface TracingOptions {
  readonly catalogue: Catalogue;
  readonly confidence: ConfidenceModel;
  /** Name and version of the rules, the first part of every claim's method. */
  readonly method: string;
}

/** Reads one document for one subject (spec T3) and claims what it states as sources, each with its quote. */
export function traceDocument(
  subject: Subject,
  read: SubjectDocument,
  options: TracingOptions,
): TracedDocument {
  const { document } = read;
  const found = readCandidates(subject, document, options.catalogue);
  const field = toFrontMatterSources(found.extracted.frontMatter);
  const names = toSubjectNames(subject);
  const isAnsweredByModel = hasAnswersByModel(found.extracted.passages);
  const fieldClaims = toFrontMatterClaims({
    document,
    frontMatter: found.extracted.frontMatter,
    target: subject.id,
    names,
    ...options,
  });
  const bodyClaims = found.candidates.flatMap((candidate) =>
    toClaims(candidate, { subject, document, field, options, isAnsweredByModel }),
  );
  return {
    claims: [...fieldClaims, ...bodyClaims],
    rootStatement: findRootStatement(found.extracted, document.text),
    wasSearchable: countCharacters(found) >= searchableCharacters || fieldClaims.length > 0,
    problems: [found.extracted.frontMatter.problem, found.extracted.problem].filter((text) => text !== null),
    counts: {
      mentions: found.mentionCount,
      hiddenCharacters: found.extracted.hiddenCharacters,
      unprovenClaims: 0,
    },
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

function toClaims(candidate: Candidate, input: ClaimInput): Claim[] {
  if (candidate.best.rules.length === 0) return [];
  const features = toDocumentFeatures(candidate, input.field);
  const { confidence } = input.options;
  if (toProbability(toLogOdds(confidence, features)) < confidence.thresholds.report) return [];
  const telling = candidate.contexts.filter((context, index) => index === 0 || context.rules.length > 0);
  const ticked = findTicked(candidate, input.field);
  const claims = telling.slice(0, claimsPerCandidate).map((context) => toClaim(context, features, input));
  return ticked === undefined
    ? claims
    : claims.map((claim) => ({ ...claim, mention: ticked.name, statedId: ticked.id }));
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
function toQuoteRange(context: MentionContext): { start: number; end: number } {
  const { passage, mention } = context;
  const isWhole =
    passage.kind === "table-row" || (passage.kind === "list-item" && passage.text.length <= 300);
  const wide = isWhole ? { start: 0, end: passage.text.length } : context.sentence;
  const slack = Math.max(0, maxQuoteCharacters - (mention.end - mention.start)) / 2;
  const isLong = wide.end - wide.start > maxQuoteCharacters;
  const start = isLong ? Math.max(wide.start, Math.floor(mention.start - slack)) : wide.start;
  const end = isLong ? Math.min(wide.end, Math.ceil(mention.end + slack)) : wide.end;
  return toSourceRange(passage, { start, end });
}
