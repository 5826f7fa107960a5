import {
  compareText,
  type DocumentRef,
  type Edge,
  type Evidence,
  type QuoteEvidence,
} from "../model/index.ts";
import { namespaces, toIriSegment } from "./dataset-iri.ts";

/** One IRI per edge: the same pair has the same one in every export. */
export function toEdgeIri({ upstream, downstream }: Edge): string {
  return `${namespaces.edge}${toIriSegment(downstream)}~${toIriSegment(upstream)}`;
}

/** One IRI per piece of evidence of an edge. */
export function toEvidenceIri(edge: Edge, position: number): string {
  return `${toEdgeIri(edge)}~${position}`;
}

/** A document as it was read: the hash of its text tells versions of one address apart. */
export function toDocumentIri({ sha256, url }: DocumentRef): string {
  return `${namespaces.document}${toIriSegment(sha256)}~${toIriSegment(url)}`;
}

/** Every document that the edges quote, once, by IRI. */
export function toQuotedDocuments(edges: readonly Edge[]): readonly { iri: string; document: DocumentRef }[] {
  const documents = new Map(
    edges
      .flatMap(({ evidence }) => evidence.filter(isQuote))
      .map(({ document }) => [toDocumentIri(document), document]),
  );
  return [...documents].sort(([a], [b]) => compareText(a, b)).map(([iri, document]) => ({ iri, document }));
}

export function isQuote(evidence: Evidence): evidence is QuoteEvidence {
  return evidence.kind === "quote";
}
