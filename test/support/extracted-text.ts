import { extractDocument } from "../../src/agents/extracting/extract-document.ts";
import type { Passage } from "../../src/agents/extracting/passage.ts";
import { makeDocument } from "./agent-fixture.ts";

export const extract = (text: string) => extractDocument(makeDocument(text, "repository"));
export const passagesOf = (text: string) => extract(text).passages;
export const textsOf = (text: string) => passagesOf(text).map((passage) => passage.text.trim());

/** The first passage that says the words. */
export function findPassage(text: string, words: string): Passage {
  const found = passagesOf(text).find((passage) => passage.text.includes(words));
  if (found === undefined) throw new Error(`no passage says ${words}`);
  return found;
}
