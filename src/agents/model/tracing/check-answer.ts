import type { Catalogue } from "../../../catalogue/index.ts";
import { type Relation, toIdKey, toNameKey, toUnresolvedId } from "../../../model/index.ts";
import type { Passage, TextRange } from "../../extracting/passage.ts";
import type { Candidate } from "../../tracing/candidate.ts";
import type { Mention } from "../../tracing/mention.ts";
import type { MentionContext } from "../../tracing/mention-features.ts";
import type { SubjectNames } from "../../tracing/subject-names.ts";
import { maxQuoteCharacters, toQuoteWindow } from "../../tracing/trace-document.ts";
import type { TracePassagesAnswer } from "../tasks/trace-passages.ts";
import type { Chunk } from "./chunks.ts";
import { findPlaces, isWholeWords, type NormalText, toNormalText } from "./normal-text.ts";

type ClaimedSource = TracePassagesAnswer["claims"][number];

/** A claim of a model that code found in the text. */
export interface ProvenClaim {
  readonly key: string;
  /** The mention that the quote holds. */
  readonly context: MentionContext;
  /** The quote, in the plain text of the passage. */
  readonly range: TextRange;
  readonly relation: Relation;
  readonly split: string | null;
}

export interface CheckedAnswer {
  readonly claims: readonly ProvenClaim[];
  readonly rootStatement: { readonly passage: Passage; readonly range: TextRange } | null;
  readonly unprovenCount: number;
}

export interface CheckInput {
  readonly chunk: Chunk;
  /** In the order in which the model was shown them. */
  readonly candidates: readonly Candidate[];
  readonly names: SubjectNames;
  readonly catalogue: Catalogue;
  describe(mention: Mention): MentionContext;
}

/**
 * Believes of an answer what stands in the chunk: a quote found word for word in one passage, beside a mention of the
 * candidate or around the free name. The rest is counted. A free name that is the subject's own, an address, or known to
 * be no dataset is no claim.
 */
export function checkAnswer(answer: TracePassagesAnswer, input: CheckInput): CheckedAnswer {
  const reader = createQuoteFinder(input.chunk);
  const checked = answer.claims.map((claim) => checkClaim(claim, input, reader));
  const claims = checked.filter((result) => typeof result === "object");
  const unproven = checked.filter((result) => result === "unproven").length;
  const stated = answer.rootStatement;
  const root = stated === null ? undefined : reader(stated.passage, stated.quote)[0];
  return {
    claims,
    rootStatement: root ?? null,
    unprovenCount: unproven + (stated !== null && root === undefined ? 1 : 0),
  };
}

interface FoundQuote {
  readonly passage: Passage;
  readonly range: TextRange;
}
type QuoteFinder = (passage: number, quote: string) => FoundQuote[];

/** Looks in the passage that is named first; a wrong number is forgiven where the words stand elsewhere in the chunk. */
function createQuoteFinder(chunk: Chunk): QuoteFinder {
  const normal = new Map<Passage, NormalText>();
  const find = (passage: Passage, quote: string): FoundQuote[] => {
    const text = normal.get(passage) ?? toNormalText(passage.text);
    normal.set(passage, text);
    return findPlaces(text, quote).map((range) => ({ passage, range }));
  };
  return (index, quote) => {
    const named = chunk.find((passage) => passage.index === index);
    const places = named === undefined ? [] : find(named, quote);
    return places.length > 0 ? places : chunk.flatMap((passage) => find(passage, quote));
  };
}

type Checked = ProvenClaim | "unproven" | "no-source";

function checkClaim(claim: ClaimedSource, input: CheckInput, findQuotes: QuoteFinder): Checked {
  const quotes = findQuotes(claim.passage, claim.quote);
  const found =
    claim.candidate === null
      ? findNamed(claim.name ?? "", input, quotes)
      : findMentioned(input.candidates[claim.candidate], quotes);
  if (found === undefined) return "unproven";
  if (found === "no-source") return found;
  const { context, range } = found;
  return {
    key: context.mention.key,
    context,
    range: toQuoteWindow(range, context),
    relation: claim.relation,
    split: isSplitNamed(claim.split, context.passage.text) ? claim.split : null,
  };
}

interface Placed {
  readonly context: MentionContext;
  readonly range: TextRange;
}

/** The quote around a mention of the candidate, or stretched to the nearest one in its passage. */
function findMentioned(candidate: Candidate | undefined, quotes: readonly FoundQuote[]): Placed | undefined {
  const placed = quotes.flatMap(({ passage, range }) =>
    (candidate?.contexts ?? [])
      .filter((context) => context.passage === passage)
      .map((context) => ({
        context,
        range: toUnion(range, context.mention),
        added: toAdded(range, context.mention),
      })),
  );
  return placed
    .filter(({ range, added }) => added === 0 || range.end - range.start <= maxQuoteCharacters)
    .sort(
      (a, b) =>
        a.added - b.added ||
        a.context.passage.index - b.context.passage.index ||
        a.range.start - b.range.start ||
        a.context.mention.start - b.context.mention.start,
    )[0];
}

function toUnion(range: TextRange, mention: TextRange): TextRange {
  return { start: Math.min(range.start, mention.start), end: Math.max(range.end, mention.end) };
}

function toAdded(range: TextRange, mention: TextRange): number {
  const union = toUnion(range, mention);
  return union.end - union.start - (range.end - range.start);
}

const maxNameCharacters = 120;

/** A name that is none of the candidates: it has to stand in the quote, as whole words. */
function findNamed(
  name: string,
  input: CheckInput,
  quotes: readonly FoundQuote[],
): Placed | "no-source" | undefined {
  for (const { passage, range } of quotes) {
    const quoted = passage.text.slice(range.start, range.end);
    const place = findPlaces(toNormalText(quoted), name)
      .map(({ start, end }) => ({ start: range.start + start, end: range.start + end }))
      .find((inside) => isWholeWords(passage.text, inside));
    if (place === undefined) continue;
    const context = toNamedContext(passage, place, input);
    return context === undefined ? "no-source" : { context, range };
  }
  return undefined;
}

/** The candidate that stands at the place under the same name, or a mention of a name that nobody knows yet. */
function toNamedContext(passage: Passage, place: TextRange, input: CheckInput): MentionContext | undefined {
  const text = passage.text.slice(place.start, place.end);
  const key = toNameKey(text);
  const known = input.candidates
    .flatMap(({ contexts }) => contexts)
    .filter(({ mention }) => mention.passage === passage)
    .find(
      ({ mention }) =>
        mention.start < place.end && place.start < mention.end && toNameKey(mention.text) === key,
    );
  if (known !== undefined) return known;
  const id = toUnresolvedId(text);
  if (id === undefined || !isPossibleName(text, input)) return undefined;
  return input.describe({
    passage,
    ...place,
    text,
    form: "unknown-name",
    id,
    key: toIdKey(id),
    statedId: null,
    strength: "name",
    entry: null,
  });
}

function isPossibleName(text: string, { names, catalogue }: CheckInput): boolean {
  const isAddress = /:\/\/|^\s*www\./i.test(text);
  const isOwn = names.nameKeys.has(toNameKey(text)) || names.idKeys.has(toIdKey(text.trim()));
  return (
    text.length <= maxNameCharacters &&
    /\p{L}/u.test(text) &&
    !isAddress &&
    !isOwn &&
    !catalogue.isNotDataset(text)
  );
}

const splitWords: Readonly<Record<string, RegExp>> = {
  train: /train|训练/i,
  validation: /valid|\bdev\b|development|验证/i,
  test: /test|测试/i,
};

function isSplitNamed(split: string | null, text: string): boolean {
  return split !== null && splitWords[split]?.test(text) === true;
}
