import type { Document } from "../../model/index.ts";
import { readFrontMatter } from "./front-matter.ts";
import { toPassages } from "./markdown-passages.ts";
import type { ExtractedDocument } from "./passage.ts";

/** Zero-width, bidi and tag characters: nobody sees them, and injected text hides behind them. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|\udb40[\udc00-\udc7f]/g;

/** Longest text that is parsed in one piece; longer documents are read up to here (a card of this size is data). */
const maxParsedCharacters = 2_000_000;

/**
 * Reads a document into passages (spec T2): front matter is read and removed, HTML becomes text, hidden text is counted
 * and left out, code is kept because some cards state their sources nowhere else.
 */
export function extractDocument(document: Document): ExtractedDocument {
  const text = document.text.slice(0, maxParsedCharacters);
  const frontMatter = readFrontMatter(text);
  const { passages, hiddenCharacters, problem } = toPassages(text, frontMatter.end);
  const invisibleCharacters = text.match(invisible)?.length ?? 0;
  const isCut = text.length < document.text.length;
  return {
    frontMatter,
    passages,
    hiddenCharacters: hiddenCharacters + invisibleCharacters,
    problem: isCut ? `only the first ${maxParsedCharacters} characters are read` : problem,
  };
}
