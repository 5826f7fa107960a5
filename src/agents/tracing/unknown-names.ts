import type { Catalogue } from "../../catalogue/index.ts";
import { toIdKey, toUnresolvedId } from "../../model/index.ts";
import type { Passage } from "../extracting/passage.ts";
import * as cues from "./lexicon.ts";
import type { Mention } from "./mention.ts";
import { toSentences } from "./sentence.ts";

const listCue =
  /(?:\b(?:from|including|include[sd]?|using|combin(?:es|ing)|mix(?:es|ing|ture of)|such as|compris(?:es|ing)|consists? of|sources?|of)\b|[:：(（]|包括|来自|包含)/gi;
const separators = /\s*(?:,|;|、|，|；|\band\b|&|\+|\bas well as\b|\/ )\s*/;
const nameShape = /^(?:[A-Z0-9][\w.+'-]*)(?:[ -](?:[A-Z0-9(][\w.+'()-]*|of|to|for|up|the)){0,5}\)?$/;

/**
 * Names that stand in one enumeration with known datasets after a source word: "from UltraChat, FalseQA and FLAN"
 * names FalseQA as much as the others. Only whole items of the list are taken, and only next to two known ones or one
 * with a link.
 */
export function findUnknownNames(
  passage: Passage,
  mentions: readonly Mention[],
  catalogue: Catalogue,
): readonly Mention[] {
  if (passage.kind === "code" || passage.kind === "heading" || mentions.length === 0) return [];
  const found: Mention[] = [];
  for (const sentence of toSentences(passage.text)) {
    const inside = mentions.filter(
      (mention) => mention.start >= sentence.start && mention.end <= sentence.end,
    );
    if (inside.length < 1) continue;
    found.push(...fromEnumeration(passage, { sentence, inside, catalogue }));
  }
  return found;
}

interface Enumeration {
  readonly sentence: { readonly start: number; readonly end: number };
  readonly inside: readonly Mention[];
  readonly catalogue: Catalogue;
}

function fromEnumeration(passage: Passage, { sentence, inside, catalogue }: Enumeration): Mention[] {
  const first = inside[0];
  if (first === undefined) return [];
  const start = findListStart(passage.text, sentence.start, first.start);
  if (start === undefined) return [];
  const segments = toSegments(passage.text, start, sentence.end);
  const known = segments.filter((segment) =>
    inside.some((mention) => mention.start < segment.end && segment.start < mention.end),
  );
  if (
    known.length < 2 &&
    !(known.length === 1 && segments.length >= 2 && inside.some((mention) => mention.statedId !== null))
  )
    return [];
  const lastKnown = segments.indexOf(known.at(-1) ?? { start: 0, end: 0 });
  const found: Mention[] = [];
  for (const [index, segment] of segments.entries()) {
    const isInside = index <= lastKnown + 1;
    const text = passage.text.slice(segment.start, segment.end);
    if (!isInside || known.includes(segment) || !isNameShaped(text, catalogue)) continue;
    const id = toUnresolvedId(text);
    if (id === undefined) continue;
    found.push({
      passage,
      ...segment,
      text,
      form: "unknown-name",
      id,
      key: toIdKey(id),
      statedId: null,
      strength: "name",
      entry: null,
    });
  }
  return found;
}

/** Where the list begins: right after the last source word or opening sign before its first known name. */
function findListStart(text: string, from: number, firstName: number): number | undefined {
  let start: number | undefined;
  for (const match of text.slice(from, firstName).matchAll(listCue)) {
    const end = from + match.index + match[0].length;
    const between = text.slice(end, firstName);
    if (between.length <= 120 && !cues.evaluationCue.test(text.slice(from, firstName))) start ??= end;
    if (!separators.test(between)) start = end;
  }
  return start;
}

function toSegments(text: string, start: number, end: number): { start: number; end: number }[] {
  const segments: { start: number; end: number }[] = [];
  const pattern = new RegExp(separators.source, "g");
  const close = /[.。;)）](?=\s|$)/.exec(
    text.slice(start, end).replace(/\([^)]*\)/g, (inner) => "_".repeat(inner.length)),
  );
  const stop = close === null ? end : start + close.index;
  let at = start;
  for (const match of text.slice(start, stop).matchAll(pattern)) {
    push(segments, text, { start: at, end: start + match.index });
    at = start + match.index + match[0].length;
  }
  push(segments, text, { start: at, end: stop });
  return segments;
}

function push(
  into: { start: number; end: number }[],
  text: string,
  range: { start: number; end: number },
): void {
  let { start, end } = range;
  while (start < end && /[\s"'`*]/.test(text.charAt(start))) start++;
  while (end > start && /[\s"'`*.:]/.test(text.charAt(end - 1))) end--;
  if (end > start && end - start <= 60) into.push({ start, end });
}

function isNameShaped(text: string, catalogue: Catalogue): boolean {
  if (text.length < 3 || !nameShape.test(text) || catalogue.isNotDataset(text)) return false;
  const words = text.split(/\s+/);
  const isOrdinary = words.length === 1 && /^[A-Z][a-z]+$/.test(text);
  return (
    !isOrdinary &&
    /[A-Z].*[A-Z]|\d|-/.test(text) &&
    !/^(?:We|The|This|Our|It|In|For|See|And|GPT|Llama|Qwen|DeepSeek|Claude|Gemini|Mistral)\b/.test(text)
  );
}
