import { type Claim, compareText, type Document, type Quote } from "../../../model/index.ts";
import type { Passage, TextRange } from "../../extracting/passage.ts";
import { type Candidate, toCandidates } from "../../tracing/candidate.ts";
import { toSentences } from "../../tracing/sentence.ts";
import { toSourceRange } from "../../tracing/source-range.ts";
import { claimsPerCandidate, type Statement, type Statements } from "../../tracing/trace-document.ts";
import type { ProvenClaim } from "./check-answer.ts";

export interface MergeInput {
  readonly document: Document;
  readonly statements: Statements;
  readonly proven: readonly ProvenClaim[];
  /** Passages that a model has read and answered for. */
  readonly read: ReadonlySet<Passage>;
  /** What a claim that only the model makes is said to come from. */
  readonly method: string;
}

/**
 * Sets what a model claims beside what the rules claim. Where both name a candidate, the rules' claims stay with their
 * quotes and take the model's relation, since it reads how a source was used where rules see only the words beside it
 * (feature `modelRelation`). What only the model claims carries the features that the rules computed for the place.
 */
export function mergeClaims(input: MergeInput): Claim[] {
  const { statements, read } = input;
  const byKey = Map.groupBy(toDistinct(input.proven), ({ key }) => key);
  const ruled = [...statements.stated].flatMap(([key, stated]) => {
    const said = byKey.get(key) ?? [];
    byKey.delete(key);
    return stated.map((statement) =>
      said.length > 0 ? toAgreed(statement, said) : toUnclaimed(statement, read),
    );
  });
  const candidates = new Map(statements.found.candidates.map((candidate) => [candidate.key, candidate]));
  const added = [...byKey].flatMap(([key, said]) => {
    const candidate = candidates.get(key) ?? toNewCandidate(said);
    return candidate === undefined ? [] : toModelClaims(candidate, said, input);
  });
  return [...statements.fieldClaims, ...ruled, ...added];
}

/** In the order of the document, one claim for each place; which answer came first plays no part. */
function toDistinct(proven: readonly ProvenClaim[]): ProvenClaim[] {
  const sorted = proven.toSorted(
    (a, b) =>
      a.context.passage.index - b.context.passage.index ||
      a.range.start - b.range.start ||
      a.range.end - b.range.end ||
      compareText(a.key, b.key) ||
      compareText(a.relation, b.relation) ||
      compareText(a.split ?? "", b.split ?? ""),
  );
  const seen = new Set<string>();
  return sorted.filter(({ key, context, range }) => {
    const place = `${context.passage.index} ${range.start} ${range.end} ${key}`;
    const isNew = !seen.has(place);
    seen.add(place);
    return isNew;
  });
}

function toAgreed({ context, claim }: Statement, said: readonly ProvenClaim[]): Claim {
  const nearest = said.find((other) => other.context.passage === context.passage) ?? said[0];
  const relation = nearest?.relation ?? claim.relation;
  const features = { ...claim.features, modelAgrees: 1, modelRelation: relation === claim.relation ? 0 : 1 };
  return { ...claim, relation, split: claim.split ?? nearest?.split ?? null, features };
}

/** Silence counts only where the model has read. */
function toUnclaimed({ context, claim }: Statement, read: ReadonlySet<Passage>): Claim {
  if (!read.has(context.passage)) return claim;
  return { ...claim, features: { ...claim.features, modelSilent: 1 } };
}

function toNewCandidate(said: readonly ProvenClaim[]): Candidate | undefined {
  return toCandidates(said.map(({ context }) => context))[0];
}

function toModelClaims(candidate: Candidate, said: readonly ProvenClaim[], input: MergeInput): Claim[] {
  const { document, statements, method } = input;
  return said.slice(0, claimsPerCandidate).map(({ context, range, relation, split }) => {
    const claim = statements.toClaim(candidate, context);
    const quote = toQuote(document, context.passage, range);
    return { ...claim, quote, relation, split, method, features: { ...claim.features, modelOnly: 1 } };
  });
}

export function toQuote({ text }: Document, passage: Passage, range: TextRange): Quote {
  const { start, end } = toSourceRange(passage, range);
  return { start, end, text: text.slice(start, end) };
}

/** The sentence in which a range begins, or the range where it is longer. */
export function toWholeSentence(passage: Passage, range: TextRange): TextRange {
  const sentence = toSentences(passage.text).find(
    ({ start, end }) => start <= range.start && range.start < end,
  );
  return {
    start: Math.min(range.start, sentence?.start ?? range.start),
    end: Math.max(range.end, sentence?.end ?? range.end),
  };
}
