import type { QuoteEvidence, ReviewItem } from "../model/index.ts";

const contextLines = 2;
const contextLength = 400;

/** The quote with some lines of the stored text before and after it; long lines are cut. */
export function toQuoteContext(evidence: QuoteEvidence, text: string): ReviewItem["quotes"][number] {
  const { document, section, mention, relation, method, quote } = evidence;
  const before = text.slice(Math.max(0, quote.start - contextLength), quote.start);
  const after = text.slice(quote.end, quote.end + contextLength);
  return {
    document,
    section,
    mention,
    relation,
    method,
    before: before
      .split("\n")
      .slice(-contextLines - 1)
      .join("\n")
      .toWellFormed(),
    quote: text.slice(quote.start, quote.end),
    after: after
      .split("\n")
      .slice(0, contextLines + 1)
      .join("\n")
      .toWellFormed(),
    line: text.slice(0, quote.start).split("\n").length,
  };
}
