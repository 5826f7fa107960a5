import type { RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { References } from "./references.ts";

/** A run of blocks that was parsed at once. */
export interface MarkdownPart {
  readonly nodes: readonly RootContent[];
  /** Add to an offset of a node for its place in the document. */
  readonly base: number;
  readonly start: number;
  readonly end: number;
  /** Whether the first node goes on with the list or table that the part before ended with. */
  readonly isContinuation: boolean;
  /** Why nothing could be parsed here; there are no nodes then. */
  readonly problem: string | null;
}

/** Parsing takes longer than its share on long texts, so they are parsed in pieces of about this many characters. */
const usualSize = 32_000;
/** A block that is longer is cut at the end of a line, code and HTML excepted. */
const largestSize = 256_000;
const extensions = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

/**
 * Parses a document part by part, in time linear in its length. A part ends where one of its blocks ends; a list, table
 * or paragraph longer than a part is cut between items, rows or lines.
 */
export function* toMarkdownParts(
  text: string,
  start: number,
  references: References,
): Generator<MarkdownPart> {
  let position = start;
  let size = usualSize;
  let tableHead: string | null = null;
  let isContinuation = false;
  while (position < text.length) {
    const end = findEnd(text, position, size);
    const prefix = toPrefix({ text, start: position, end }, references, tableHead);
    const part = parsePart({ text, start: position, end, prefix, isContinuation });
    const cut = part.problem !== null || end === text.length ? { kind: "end" as const } : findCut(part, text);
    if (cut.kind === "grow" && cut.size > size) {
      size = cut.size;
      continue;
    }
    const next = cut.kind === "before" ? cut.at : end;
    yield cut.kind === "before" ? withoutAfter(part, cut.at) : part;
    tableHead = cut.kind === "in-table" ? (tableHead ?? cut.head) : null;
    isContinuation = cut.kind === "in-table" || (cut.kind === "before" && cut.isInList);
    position = next;
    size = usualSize;
  }
}

type Cut =
  | { readonly kind: "end" }
  | { readonly kind: "in-table"; readonly head: string }
  | { readonly kind: "before"; readonly at: number; readonly isInList: boolean }
  | { readonly kind: "grow"; readonly size: number };

/** The end of the first line that ends after `size` characters; inside the line where it is far too long. */
function findEnd(text: string, start: number, size: number): number {
  if (start + size >= text.length) return text.length;
  const lineEnd = text.indexOf("\n", start + size);
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  if (end - start <= 1.25 * size) return end;
  const space = text.lastIndexOf(" ", start + size);
  if (space > start) return space;
  return start + size + (/[\udc00-\udfff]/.test(text.charAt(start + size)) ? 1 : 0);
}

/** Definitions elsewhere that the part refers to, and the head of the table it goes on with, set before it. */
function toPrefix(
  { text, start, end }: { readonly text: string; readonly start: number; readonly end: number },
  references: References,
  tableHead: string | null,
): string {
  const lines: string[] = [];
  const isElsewhere = (place: number | undefined) => place !== undefined && (place < start || place >= end);
  if (references.definitions.size > 0 || references.notes.size > 0) {
    const part = text.slice(start, end);
    const labels = new Set(
      [...part.matchAll(/\[([^[\]]{1,999})\]/g)].map((match) => toLabel(match[1] ?? "")),
    );
    for (const label of labels) {
      const definition = references.definitions.get(label);
      if (isElsewhere(definition?.place) && definition !== undefined && !/[<>\n\r]/.test(definition.url))
        lines.push(`[${label}]: <${definition.url}>`);
      if (label.startsWith("^") && isElsewhere(references.notes.get(label.slice(1))))
        lines.push(`[${label}]: note`);
    }
  }
  const definitions = lines.length === 0 ? "" : `${lines.join("\n\n")}\n\n***\n\n`;
  return definitions + (tableHead ?? "");
}

function toLabel(text: string): string {
  return text.replace(/\s+/g, " ").trim().toLowerCase();
}

interface PartInput {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly prefix: string;
  readonly isContinuation: boolean;
}

/** Parsers of nested text recurse, and some nesting is too deep for any stack: that is a problem, not an exception. */
function parsePart({ text, start, end, prefix, isContinuation }: PartInput): MarkdownPart {
  const base = start - prefix.length;
  const place = { base, start, end, isContinuation };
  try {
    const { children } = fromMarkdown(prefix + text.slice(start, end), extensions);
    return { ...place, nodes: children.filter((node) => endOf(node) > prefix.length), problem: null };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      ...place,
      nodes: [],
      problem: `characters ${start} to ${end} are nested too deeply to be parsed`,
    };
  }
}

function startOf(node: RootContent): number {
  return node.position?.start.offset ?? 0;
}

function endOf(node: RootContent): number {
  return node.position?.end.offset ?? 0;
}

/** Where a part has to end so that the rest can be parsed without it: the last block may go on behind it. */
function findCut(part: MarkdownPart, text: string): Cut {
  const { base, start, end } = part;
  const size = end - start;
  const last = part.nodes.at(-1);
  if (last === undefined) return { kind: "end" };
  const at = toLineStart(text, base + startOf(last));
  if (at - start >= size / 2) return { kind: "before", at, isInList: false };
  if (last.type === "paragraph") return findCutInParagraph(part, text);
  if (last.type === "table") return { kind: "in-table", head: toTableHead(text, at) };
  if (last.type === "list") {
    const item = last.children.at(-1);
    const itemAt = item === undefined ? at : toLineStart(text, base + startOf(item));
    if (itemAt - start >= size / 2) return { kind: "before", at: itemAt, isInList: true };
  }
  const isRaw = last.type === "code" || last.type === "html";
  if (isRaw || (last.type === "list" && size < largestSize)) return { kind: "grow", size: 2 * size };
  return { kind: "end" };
}

/** Between two lines, but not inside a tag or a comment, whose rest would then be read as text. */
function findCutInParagraph({ start, end }: MarkdownPart, text: string): Cut {
  const part = text.slice(start, end);
  const comment = part.lastIndexOf("<!--");
  const isInComment = comment >= 0 && !part.includes("-->", comment);
  const tag = part.lastIndexOf("<");
  const opening = isInComment ? comment : tag > part.lastIndexOf(">") ? tag : -1;
  if (opening < 0) return { kind: "end" };
  const lineStart = toLineStart(text, start + opening);
  const at = lineStart > start ? lineStart : start + opening;
  if (at - start >= (end - start) / 2) return { kind: "before", at, isInList: false };
  const close = text.indexOf(isInComment ? "-->" : ">", end);
  const isNear = close >= 0 && (isInComment || close - end < usualSize);
  return isNear ? { kind: "grow", size: close - start + 3 } : { kind: "end" };
}

function toLineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text.charAt(at - 1) !== "\n" && text.charAt(at - 1) !== "\r") at--;
  return at;
}

/** The first two lines of a table. */
function toTableHead(text: string, start: number): string {
  return /^.*\r?\n.*\r?\n/.exec(text.slice(start, start + usualSize))?.[0] ?? "";
}

function withoutAfter(part: MarkdownPart, at: number): MarkdownPart {
  const limit = at - part.base;
  const nodes = part.nodes.flatMap((node): RootContent[] => {
    if (startOf(node) >= limit) return [];
    if (node.type !== "list") return [node];
    return [
      { ...node, children: node.children.filter((item) => (item.position?.start.offset ?? 0) < limit) },
    ];
  });
  return { ...part, nodes, end: at };
}
