import type { Catalogue } from "../../../catalogue/index.ts";
import type { Quote } from "../../../model/index.ts";
import type {
  CallOptions,
  LanguageModel,
  Subject,
  SubjectDocument,
  TracedDocument,
} from "../../../model/ports/index.ts";
import type { Passage } from "../../extracting/passage.ts";
import { graphWord, readerOrder } from "../../tracing/lexicon.ts";
import { toSubjectNames } from "../../tracing/subject-names.ts";
import { readStatements, type Statements, type TracingOptions } from "../../tracing/trace-document.ts";
import { choosePassages } from "../extracting/choose-passages.ts";
import { toTracePassagesTask } from "../tasks/trace-passages.ts";
import { toUntrustedSubject } from "../tasks/untrusted-subject.ts";
import { type CheckedAnswer, checkAnswer } from "./check-answer.ts";
import { listChunkCandidates, toCandidatesText, toPassagesText } from "./chunk-text.ts";
import { type Chunk, toChunks } from "./chunks.ts";
import { mergeClaims, toQuote, toWholeSentence } from "./merge-claims.ts";

/** A document that is longer than this many chunks is read by the model up to here. */
const maxChunks = 32;
/** A passage that is longer than this is data, not text. */
const maxPassageCharacters = 48_000;

export interface ModelTracing extends TracingOptions {
  readonly model: LanguageModel;
  readonly extracting: LanguageModel | null;
}

/**
 * Reads a document twice: by the rules, and by a model that is shown its passages and what code found in them, chunks in
 * parallel. What the model says is checked against the text and set beside what the rules say (spec T3, T4). Where it
 * gave no answer that fits, the rules stand alone and a problem says so.
 */
export async function traceWithModel(
  subject: Subject,
  read: SubjectDocument,
  { options, call }: { readonly options: ModelTracing; readonly call: CallOptions },
): Promise<TracedDocument> {
  const { document } = read;
  const statements = readStatements(subject, read, options);
  const plan = await planReading(subject, statements, { options, call });
  const readings = await Promise.all(
    plan.chunks.map((chunk) =>
      readChunk({ subject, read, statements, chunk, catalogue: options.catalogue }, options.model, call),
    ),
  );
  const answered = readings.filter((reading) => reading.checked !== null);
  const checked = answered.flatMap((reading) => reading.checked ?? []);
  const { traced } = statements;
  const root = checked.find((answer) => answer.rootStatement !== null)?.rootStatement;
  return {
    ...traced,
    claims: mergeClaims({
      document,
      statements,
      proven: checked.flatMap(({ claims }) => claims),
      read: new Set(answered.flatMap(({ chunk }) => chunk)),
      method: `${options.model.id}/trace-passages`,
    }),
    rootStatement: traced.rootStatement ?? toRootStatement(read, root),
    problems: [...traced.problems, ...plan.problems, ...readings.flatMap(({ problem }) => problem ?? [])],
    counts: {
      ...traced.counts,
      unprovenClaims: checked.reduce((sum, { unprovenCount }) => sum + unprovenCount, 0),
    },
  };
}

interface Plan {
  readonly chunks: readonly Chunk[];
  readonly problems: readonly string[];
}

async function planReading(
  subject: Subject,
  { found, stated }: Statements,
  { options, call }: { readonly options: ModelTracing; readonly call: CallOptions },
): Promise<Plan> {
  const telling = new Set([...stated.values()].flat().map(({ context }) => context.passage));
  const { passages } = found.extracted;
  const chosen = await choosePassages({ subject, passages, telling, model: options.extracting }, call);
  const shown = chosen.passages.filter(({ text }) => text.length <= maxPassageCharacters);
  const chunks = toChunks(shown);
  const problems = [...chosen.problems];
  if (shown.length < chosen.passages.length)
    problems.push(
      `passages too long for ${options.model.id}, read by the rules only: ${chosen.passages.length - shown.length}`,
    );
  const left = chunks.slice(maxChunks).flat();
  if (left.length > 0)
    problems.push(
      `not read by ${options.model.id}, only by the rules: ${toPlace(left)} and all that follows`,
    );
  return { chunks: chunks.slice(0, maxChunks), problems };
}

interface ChunkInput {
  readonly subject: Subject;
  readonly read: SubjectDocument;
  readonly statements: Statements;
  readonly chunk: Chunk;
  readonly catalogue: Catalogue;
}

interface ChunkReading {
  readonly chunk: Chunk;
  /** Null where the model gave no answer that fits. */
  readonly checked: CheckedAnswer | null;
  readonly problem: string | null;
}

async function readChunk(input: ChunkInput, model: LanguageModel, call: CallOptions): Promise<ChunkReading> {
  const { subject, read, statements, chunk, catalogue } = input;
  const candidates = listChunkCandidates(chunk, statements.found.candidates);
  const task = toTracePassagesTask({
    dataset: subject.id,
    subject: toUntrustedSubject(subject),
    passages: toPassagesText(chunk, read.document.kind),
    candidates: toCandidatesText(chunk, candidates),
  });
  const answer = await model.ask(task, call);
  if (answer.state === "quarantined") {
    const detail = answer.detail.slice(0, 200);
    const problem = `${toPlace(chunk)}: no answer of ${model.id} that fits, read by the rules only (${detail})`;
    return { chunk, checked: null, problem };
  }
  const { describe } = statements.found;
  const names = toSubjectNames(subject, catalogue);
  const checked = checkAnswer(answer.value, { chunk, candidates, names, catalogue, describe });
  return { chunk, checked, problem: null };
}

function toPlace(chunk: Chunk): string {
  const heading = chunk.flatMap(({ section }) => section.at(-1) ?? [])[0];
  const under = heading === undefined ? "" : ` under "${heading.slice(0, 80)}"`;
  return `passages ${chunk[0]?.index ?? 0} to ${chunk.at(-1)?.index ?? 0}${under}`;
}

function toRootStatement(
  { document }: SubjectDocument,
  root: { readonly passage: Passage; readonly range: CheckedRange } | null | undefined,
): Quote | null {
  if (!root) return null;
  const quote = toQuote(document, root.passage, toWholeSentence(root.passage, root.range));
  return readerOrder.test(quote.text) || graphWord.test(quote.text) ? null : quote;
}

type CheckedRange = NonNullable<CheckedAnswer["rootStatement"]>["range"];
