import {
  type Claim,
  type Document,
  isSameDataset,
  type Quote,
  type ResolvedClaim,
  StemmaError,
} from "../model/index.ts";
import type { Subject, SubjectDocument } from "../model/ports/index.ts";
import type { NodeDocument, StoredTrace } from "../store/index.ts";
import type { VisitInput } from "./visit-input.ts";

export interface SearchedDocuments {
  readonly documents: readonly NodeDocument[];
  readonly claims: readonly ResolvedClaim[];
  readonly rootStatement: (Quote & { readonly documentUrl: string }) | null;
  readonly wasSearchable: boolean;
  readonly notes: readonly string[];
}

/**
 * Lets the agents search every document and resolves what they claim. A statement whose quote is not exactly at its
 * offsets is dropped and counted; a document already searched by the same agents is not searched again.
 */
export async function searchDocuments(
  input: VisitInput,
  subject: Subject,
  documents: readonly SubjectDocument[],
): Promise<SearchedDocuments> {
  const searched = await Promise.all(documents.map((document) => searchDocument(input, subject, document)));
  const claims = searched.flatMap(({ trace }) => trace.claims);
  const isUnchanged = searched.every(({ isKept }) => isKept) && isSameSet(input, documents);
  const resolved = isUnchanged
    ? (input.earlier?.claims ?? [])
    : await resolve(input, { subject, documents, claims });
  const dropped = searched.reduce((sum, { droppedCount }) => sum + droppedCount, 0);
  const statement = searched.find(({ trace }) => trace.rootStatement !== null);
  return {
    documents: searched,
    claims: resolved.filter(({ resolution }) => !isSameDataset(resolution.id, subject.id)),
    rootStatement: statement?.trace.rootStatement
      ? { ...statement.trace.rootStatement, documentUrl: statement.document.url }
      : null,
    wasSearchable: searched.some(({ trace }) => trace.wasSearchable),
    notes: [
      ...searched.flatMap(({ document, trace }) => trace.problems.map((text) => `${document.url}: ${text}`)),
      ...(dropped === 0 ? [] : [`statements dropped because their quote is not in the document: ${dropped}`]),
    ],
  };
}

interface SearchedDocument extends NodeDocument {
  readonly trace: StoredTrace;
  readonly isKept: boolean;
  readonly droppedCount: number;
}

async function searchDocument(
  input: VisitInput,
  subject: Subject,
  source: SubjectDocument,
): Promise<SearchedDocument> {
  const { agents, signal } = input;
  const kept = findKept(input, subject, source);
  if (kept !== undefined) return { ...source, trace: kept, isKept: true, droppedCount: 0 };
  const { document } = source;
  const traced = await agents.traceDocument(subject, source, { signal });
  const claims = traced.claims.filter((claim) => isProven(claim, subject, document));
  const { rootStatement } = traced;
  const trace: StoredTrace = {
    agents: agents.name,
    names: [...subject.names],
    claims,
    rootStatement: rootStatement !== null && isAtOffsets(rootStatement, document) ? rootStatement : null,
    wasSearchable: traced.wasSearchable,
    problems: [...traced.problems],
  };
  return {
    ...source,
    trace,
    isKept: false,
    droppedCount: traced.counts.unprovenClaims + traced.claims.length - claims.length,
  };
}

function findKept(input: VisitInput, subject: Subject, source: SubjectDocument): StoredTrace | undefined {
  const earlier = input.earlier?.documents.find(
    ({ document, isOwn }) =>
      document.url === source.document.url &&
      document.sha256 === source.document.sha256 &&
      isOwn === source.isOwn,
  );
  const trace = earlier?.trace ?? undefined;
  if (trace?.agents !== input.agents.name) return undefined;
  return JSON.stringify(trace.names) === JSON.stringify(subject.names) ? trace : undefined;
}

function isSameSet(input: VisitInput, documents: readonly SubjectDocument[]): boolean {
  return input.earlier !== null && input.earlier.documents.length === documents.length;
}

function isProven(claim: Claim, subject: Subject, document: Document): boolean {
  return (
    claim.target === subject.id &&
    claim.documentUrl === document.url &&
    claim.documentSha256 === document.sha256 &&
    isAtOffsets(claim.quote, document)
  );
}

/** Half a surrogate pair would not survive being stored. */
function isAtOffsets(quote: Quote, document: Document): boolean {
  return (
    quote.text !== "" &&
    quote.text.isWellFormed() &&
    document.text.slice(quote.start, quote.end) === quote.text
  );
}

interface Claims {
  readonly subject: Subject;
  readonly documents: readonly SubjectDocument[];
  readonly claims: readonly Claim[];
}

async function resolve(input: VisitInput, found: Claims): Promise<readonly ResolvedClaim[]> {
  if (found.claims.length === 0) return [];
  const { agents, sources, signal } = input;
  const resolved = await agents.resolveClaims({ ...found, hub: sources.hub }, { signal });
  if (resolved.length === found.claims.length) return resolved;
  throw new StemmaError(
    "unexpected",
    `${agents.name} resolved ${resolved.length} of ${found.claims.length} statements about ${found.subject.id}`,
  );
}
