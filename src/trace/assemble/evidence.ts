import { createHash } from "node:crypto";
import { compareText, type Evidence, type QuoteEvidence, type ResolvedClaim } from "../../model/index.ts";
import { documentKindOrder } from "../../model/ports/index.ts";
import type { StoredDocument } from "../../store/index.ts";

/** Claims in canonical order: most direct kind of document first, then document, place and method; each once. */
export function toDistinctClaims(claims: readonly ResolvedClaim[]): ResolvedClaim[] {
  const sorted = [...claims].sort(compareClaims);
  const seen = new Set<string>();
  return sorted.filter((resolved) => {
    const { claim } = resolved;
    const { start, end } = claim.quote;
    const place = JSON.stringify([
      claim.documentSha256,
      start,
      end,
      claim.method,
      claim.relation,
      claim.mention,
    ]);
    const isNew = !seen.has(place);
    seen.add(place);
    return isNew;
  });
}

function compareClaims(a: ResolvedClaim, b: ResolvedClaim): number {
  const [left, right] = [a.claim, b.claim];
  return (
    documentKindOrder.indexOf(left.documentKind) - documentKindOrder.indexOf(right.documentKind) ||
    compareText(left.documentUrl, right.documentUrl) ||
    compareText(left.documentSha256, right.documentSha256) ||
    left.quote.start - right.quote.start ||
    left.quote.end - right.quote.end ||
    compareText(left.method, right.method) ||
    compareText(left.relation, right.relation) ||
    compareText(left.mention, right.mention) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}

export function toQuoteEvidence(
  { claim }: ResolvedClaim,
  document: StoredDocument | undefined,
): QuoteEvidence {
  return {
    kind: "quote",
    document: {
      url: claim.documentUrl,
      kind: claim.documentKind,
      revision: document?.revision ?? null,
      sha256: claim.documentSha256,
    },
    quote: claim.quote,
    section: claim.section,
    mention: claim.mention,
    relation: claim.relation,
    method: claim.method,
  };
}

/** Fingerprint of the quotes of an edge; a decision made on them reopens when it changes. */
export function toEvidenceHash(evidence: readonly Evidence[]): string | null {
  const quotes = evidence
    .flatMap((entry) => (entry.kind === "quote" ? [JSON.stringify([entry.quote.text, entry.mention])] : []))
    .sort(compareText);
  if (quotes.length === 0) return null;
  return createHash("sha256")
    .update(JSON.stringify([...new Set(quotes)]))
    .digest("hex");
}

/** Each once: quotes in canonical order, then what was counted or asserted in the order given. */
export function toDistinctEvidence(evidence: readonly Evidence[]): Evidence[] {
  const distinct = [...new Map(evidence.map((entry) => [JSON.stringify(entry), entry])).values()];
  const quotes = distinct.filter((entry) => entry.kind === "quote").sort(compareQuotes);
  return [...quotes, ...distinct.filter((entry) => entry.kind !== "quote")];
}

function compareQuotes(a: QuoteEvidence, b: QuoteEvidence): number {
  return (
    documentKindOrder.indexOf(a.document.kind) - documentKindOrder.indexOf(b.document.kind) ||
    compareText(a.document.url, b.document.url) ||
    compareText(a.document.sha256, b.document.sha256) ||
    a.quote.start - b.quote.start ||
    a.quote.end - b.quote.end ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}
