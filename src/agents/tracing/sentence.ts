import type { TextRange } from "../extracting/passage.ts";

const abbreviation = /(?:\b(?:e\.g|i\.e|etc|cf|vs|al|fig|sec|no|approx|resp|dr|mr|ms|st|v)|\b[A-Z]|\d)\.$/i;

/** Ranges of the sentences of a text; a range keeps its closing punctuation. */
export function toSentences(text: string): TextRange[] {
  const sentences: TextRange[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.!?](?=["')\]*]*\s)|[。！？；]|\n/g)) {
    const end = match.index + match[0].length;
    const next = /\S/.exec(text.slice(end))?.[0] ?? "";
    const isAbbreviation =
      match[0] === "." && (abbreviation.test(text.slice(Math.max(0, end - 8), end)) || /[a-z,;]/.test(next));
    if (isAbbreviation) continue;
    pushTrimmed(sentences, text, { start, end });
    start = end;
  }
  pushTrimmed(sentences, text, { start, end: text.length });
  return sentences;
}

function pushTrimmed(into: TextRange[], text: string, range: TextRange): void {
  let { start, end } = range;
  while (start < end && /[\s"')\]]/.test(text.charAt(start))) start++;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  if (end > start) into.push({ start, end });
}

/** The sentence around a place; the whole text when none fits. */
export function findSentence(sentences: readonly TextRange[], at: number, length: number): TextRange {
  return sentences.find((sentence) => at >= sentence.start && at < sentence.end) ?? { start: 0, end: length };
}
