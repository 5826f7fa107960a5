import type { Catalogue } from "../../catalogue/index.ts";
import { toIdKey, toUnresolvedId } from "../../model/index.ts";
import type { Passage, TextRange } from "../extracting/passage.ts";
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
  if (passage.kind === "code" || passage.kind === "heading") return [];
  const found: Mention[] = [];
  for (const sentence of toSentences(passage.text)) {
    found.push(...fromCue(passage, { sentence, mentions, catalogue }));
    const inside = mentions.filter(
      (mention) => mention.start >= sentence.start && mention.end <= sentence.end,
    );
    if (inside.length < 1) continue;
    found.push(...fromEnumeration(passage, { sentence, inside, catalogue }));
  }
  return found.filter(
    (mention, index) =>
      !found.slice(0, index).some((other) => other.start < mention.end && mention.start < other.end),
  );
}

const properName =
  /(?<![\p{L}\p{N}-])(?:\p{Lu}[\p{L}\p{N}+]*(?:[\p{Lu}\p{N}]|-\p{L})[\p{L}\p{N}.+-]*\p{L}*|\p{Lu}{2,}[\p{L}\p{N}+-]*)(?: (?:v?\d[\w.]*|\p{Lu}[\p{L}\p{N}+-]*)){0,3}/gu;
const directCue = [cues.derivationCue, cues.versionCue, cues.baseCue, cues.materialFromCue];
const modelLike =
  /GPT|Llama|LLaMA|Qwen|DeepSeek|Claude|Gemini|Mistral|Mixtral|Phi-?\d|BERT|T5|CLIP|LLM|API|\d+[Bb]\b|JSON|CSV|GitHub|HTML|PDF|URL|README|OpenAI|CoT\b|SFT|RLHF|DPO|PPO|NLP|AI\b|UI\b|QA\b|GPU|A100|H100|ICLR|ACL|EMNLP|NeurIPS|ICML|CVPR/;

const notNames =
  /^CC-|^(?:GPT|Llama|LLaMA|Qwen|DeepSeek|Claude|Gemini|Mistral|Mixtral|Phi)|Apache|License|GPU|API\b|\d[bB]$/;

interface CueInput {
  readonly sentence: TextRange;
  readonly mentions: readonly Mention[];
  readonly catalogue: Catalogue;
}

/** A proper name right after a source word and right before the word dataset: "based on Huatuo-26M dataset". */
function fromCue(passage: Passage, { sentence, mentions, catalogue }: CueInput): Mention[] {
  const text = passage.text.slice(sentence.start, sentence.end);
  const found: Mention[] = [];
  for (const match of text.matchAll(properName)) {
    const start = sentence.start + match.index;
    const name = match[0].replace(/[.,-]+$/, "");
    const end = start + name.length;
    const isTaken = mentions.some((mention) => mention.start < end && start < mention.end);
    if (isTaken || modelLike.test(name) || notNames.test(name) || catalogue.isNotDataset(name)) continue;
    const isCalledDataset = /^[\s)"'`*]{0,3}(?:data ?sets?|corpus|data\b)/i.test(
      passage.text.slice(end, end + 16),
    );
    const isSized = /-\d[\d.]*[kKmMbB]?\b/.test(name);
    if (!(isCalledDataset || isSized) || !isCued(text.slice(0, match.index))) continue;
    found.push(...toUnknownMention(passage, { start, end }));
  }
  return found;
}

function isCued(before: string): boolean {
  return directCue.some((cue) =>
    [...before.matchAll(cue)].some((match) =>
      /^[\s"'`*(]*(?:(?:the|an?|original|full|public|open-source[d]?|existing) ){0,3}["'`*(]*$/i.test(
        before.slice(match.index + match[0].length),
      ),
    ),
  );
}

interface Enumeration {
  readonly sentence: TextRange;
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
    found.push(...toUnknownMention(passage, segment));
  }
  return found;
}

/** Where the list begins: right after the last source word or opening sign before its first known name, if that is near. */
function findListStart(text: string, from: number, firstName: number): number | undefined {
  const lead = text.slice(from, firstName);
  if (cues.evaluationCue.test(lead)) return undefined;
  let start: number | undefined;
  for (const match of lead.matchAll(listCue)) {
    const end = from + match.index + match[0].length;
    const opens = text.slice(end, firstName);
    const isInsideName = /^[^()]*\)/.test(opens) || /^(?:of|[:：(（])$/i.test(match[0]);
    if (opens.length <= 120 && !(isInsideName && start !== undefined)) start = end;
  }
  return start;
}

function toSegments(text: string, start: number, end: number): TextRange[] {
  const segments: TextRange[] = [];
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

function push(into: TextRange[], text: string, range: TextRange): void {
  let { start, end } = range;
  start += /^\s*(?:(?:the|both|our|original|existing)\s+)*/i.exec(text.slice(start, end))?.[0].length ?? 0;
  while (start < end && /[\s"'`*]/.test(text.charAt(start))) start++;
  while (end > start && /[\s"'`*.:]/.test(text.charAt(end - 1))) end--;
  if (end > start && end - start <= 60) into.push({ start, end });
}

function isNameShaped(text: string, catalogue: Catalogue): boolean {
  if (text.length < 3 || !nameShape.test(text) || catalogue.isNotDataset(text)) return false;
  if (
    notNames.test(text) ||
    /^\d|^(?:We|The|This|Our|It|In|For|See|And|GPT|Llama|Qwen|DeepSeek|Claude|Gemini|Mistral)\b/.test(text)
  )
    return false;
  return text.split(/\s+/).some((word) => /\p{Lu}.*\p{Lu}|\p{L}.*\d|\p{L}-\p{L}/u.test(word));
}

const dataColumn = /^\W*(?:data ?sets?|corpus|corpora|sources?|data ?sets? names?|数据集|数据来源|语料)\W*$/i;

/**
 * Names that lead the items of a list, or the rows of a table, in which most of the others lead with known datasets:
 * "UltraChat, ShareGPT, FalseQA" one below the other.
 */
export function findListMates(
  block: readonly Passage[],
  mentionsOf: (passage: Passage) => readonly Mention[],
  catalogue: Catalogue,
): readonly Mention[] {
  const leads = block.map((passage) => ({ passage, lead: toLead(passage), mentions: mentionsOf(passage) }));
  const known = leads.filter(({ lead, mentions }) =>
    mentions.some((mention) => mention.start <= lead.end && mention.strength === "name"),
  );
  const isNamed = block.some(
    ({ table }) => table?.hasCounts === true && dataColumn.test(table.header[0] ?? ""),
  );
  if (!isNamed && (known.length < 2 || known.length < leads.length / 3)) return [];
  if (known.length === 0) return [];
  return leads.flatMap(({ passage, lead, mentions }) => {
    const text = passage.text.slice(lead.start, lead.end);
    const isTaken = mentions.some((mention) => mention.start < lead.end && lead.start < mention.end);
    const isHeader = passage.table?.isHeaderRow === true;
    return isTaken || isHeader || !isNameShaped(text, catalogue) ? [] : toUnknownMention(passage, lead);
  });
}

/** A mention of a name that nobody knows yet; none when nothing printable is left of it. */
function toUnknownMention(passage: Passage, { start, end }: TextRange): Mention[] {
  const text = passage.text.slice(start, end);
  const id = toUnresolvedId(text);
  if (id === undefined) return [];
  const key = toIdKey(id);
  return [
    {
      passage,
      start,
      end,
      text,
      form: "unknown-name",
      id,
      key,
      statedId: null,
      strength: "name",
      entry: null,
    },
  ];
}

/** The first cell of a row, or an item up to its colon, dash, comma or bracket. */
function toLead(passage: Passage): TextRange {
  const cell = passage.table?.cells[0];
  const range =
    cell === undefined ? { start: 0, end: passage.text.length } : { start: cell.start, end: cell.end };
  const text = passage.text.slice(range.start, range.end);
  const blank = /^[\s"'`*-]*/.exec(text)?.[0].length ?? 0;
  const stop = /\s*(?:[:：(（,，]|\s[–—-]\s)/.exec(text.slice(blank));
  const end = range.start + (stop === null ? text.trimEnd().length : blank + stop.index);
  return { start: Math.min(range.start + blank, end), end };
}
