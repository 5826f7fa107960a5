import type { Passage, TextRange } from "../extracting/passage.ts";

/** Where a range of a passage's plain text stands in the document as stored (markup inside it included). */
export function toSourceRange(passage: Passage, range: TextRange): TextRange {
  const start = passage.offsets[range.start] ?? 0;
  const last = passage.offsets[Math.max(range.start, range.end - 1)] ?? start;
  return { start, end: Math.max(start, last) + 1 };
}
