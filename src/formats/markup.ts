import { toVisibleLine } from "./visible-text.ts";
import { toXmlText } from "./xml-text.ts";

const written: unique symbol = Symbol("markup");

/** A piece of HTML or SVG. What is read from elsewhere has no such key, so foreign text is never taken for it. */
export interface Markup {
  readonly [written]: string;
  readonly toString: () => string;
}

type Part = string | number | Markup | null | undefined | false | readonly Part[];

/**
 * Template for HTML and SVG that is well-formed as either: strings are escaped, with what would hide in them written
 * out; numbers have at most two decimals; lists are written one after the other; null, undefined and false are nothing.
 */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = texts[0] ?? "";
  for (const [at, part] of parts.entries()) text += toText(part) + (texts[at + 1] ?? "");
  return toTrustedMarkup(text);
}

function toText(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "number") return String(Math.round(part * 100) / 100);
  if (typeof part === "string") return toEscaped(part);
  return written in part ? part[written] : part.map(toText).join("");
}

function toEscaped(text: string): string {
  return toXmlText(toVisibleLine(text).replace(/\p{Noncharacter_Code_Point}/gu, "\ufffd"));
}

/** Takes text as markup; for text of our own alone, such as a style sheet or what a plotting library has drawn. */
export function toTrustedMarkup(text: string): Markup {
  return { [written]: text, toString: () => text };
}
