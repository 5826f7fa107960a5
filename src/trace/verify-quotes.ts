import { compareIds, type DatasetId, type ResolvedClaim, StemmaError } from "../model/index.ts";
import type { LineageStore } from "../store/index.ts";

interface QuoteFailure {
  readonly upstream: DatasetId;
  readonly downstream: DatasetId;
  readonly documentUrl: string;
  readonly documentSha256: string;
  /** `document`: its text is gone or altered; `quote`: the text at the offsets is another one. */
  readonly kind: "document" | "quote";
  readonly detail: string;
  readonly quote: string;
}

interface QuoteReport {
  readonly quotes: number;
  readonly documents: number;
  readonly failures: readonly QuoteFailure[];
}

/** Checks that every quote is still exactly at its offsets in its stored document, whose hash is computed anew. */
export function verifyQuotes(store: LineageStore): QuoteReport {
  const claims = [...store.loadClaims().values()].flat();
  const byDocument = Map.groupBy(claims, ({ claim }) => claim.documentSha256);
  const failures: QuoteFailure[] = [];
  for (const [sha256, group] of byDocument) {
    const text = findText(store, sha256);
    for (const claim of group) failures.push(...listFailures(claim, text));
  }
  failures.sort((a, b) => compareIds(a.downstream, b.downstream) || compareIds(a.upstream, b.upstream));
  return { quotes: claims.length, documents: byDocument.size, failures };
}

/** The text, or what is wrong with it. */
function findText(store: LineageStore, sha256: string): string | StemmaError {
  try {
    return store.loadText(sha256);
  } catch (error) {
    if (error instanceof StemmaError && error.code === "corrupt") return error;
    throw error;
  }
}

function listFailures({ claim, resolution }: ResolvedClaim, text: string | StemmaError): QuoteFailure[] {
  const place = {
    upstream: resolution.id,
    downstream: claim.target,
    documentUrl: claim.documentUrl,
    documentSha256: claim.documentSha256,
    quote: claim.quote.text,
  };
  if (typeof text !== "string") return [{ ...place, kind: "document", detail: text.message }];
  const found = text.slice(claim.quote.start, claim.quote.end);
  if (found === claim.quote.text) return [];
  return [{ ...place, kind: "quote", detail: `at ${claim.quote.start} stands "${found.slice(0, 80)}"` }];
}
