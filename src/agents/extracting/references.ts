import type { Nodes } from "mdast";

/** What a document defines once and refers to anywhere: addresses of links and footnotes. */
export interface References {
  /** Addresses of links by identifier, each with the place of its definition; the first definition counts. */
  readonly definitions: ReadonlyMap<string, { readonly url: string; readonly place: number }>;
  /** Places of the footnotes by identifier. */
  readonly notes: ReadonlyMap<string, number>;
  /** Those that a page shows: the text refers to them, or another footnote that it shows does. */
  readonly shownNotes: ReadonlySet<string>;
}

interface ParsedPart {
  readonly nodes: readonly Nodes[];
  /** Add to an offset of a node for its place in the document. */
  readonly base: number;
}

interface FoundNode {
  readonly node: Nodes;
  /** The footnote it stands in; null in the text itself. */
  readonly note: string | null;
}

export const noReferences: References = { definitions: new Map(), notes: new Map(), shownNotes: new Set() };

/** Gathers the definitions and references of a document that may have been parsed in parts. */
export function toReferences(parts: Iterable<ParsedPart>): References {
  const definitions = new Map<string, { url: string; place: number }>();
  const notes = new Map<string, number>();
  const mentions = new Map<string | null, string[]>();
  for (const { node, note, base } of toNodes(parts)) {
    const place = base + (node.position?.start.offset ?? 0);
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, { url: node.url, place });
    if (node.type === "footnoteDefinition" && !notes.has(node.identifier)) notes.set(node.identifier, place);
    const known = mentions.get(note) ?? [];
    if (node.type === "footnoteReference") known.push(node.identifier);
    if (node.type === "text") known.push(...findNoteMarks(node.value));
    mentions.set(note, known);
  }
  return { definitions, notes, shownNotes: toShown(mentions) };
}

/** A reference to a footnote of another part is plain text in its own. */
function findNoteMarks(text: string): string[] {
  return [...text.matchAll(/\[\^([^\s\]]+)\]/g)].map((match) => (match[1] ?? "").toLowerCase());
}

/** All nodes, each with the footnote it stands in. Keeps its own stack, for trees may be deep. */
function* toNodes(parts: Iterable<ParsedPart>): Iterable<FoundNode & { readonly base: number }> {
  for (const { nodes, base } of parts) {
    const open = nodes.map((node): FoundNode => ({ node, note: null })).reverse();
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      yield { ...next, base };
      const { node, note } = next;
      if (!("children" in node)) continue;
      const inner = node.type === "footnoteDefinition" ? node.identifier : note;
      for (const child of node.children.toReversed()) open.push({ node: child, note: inner });
    }
  }
}

function toShown(mentions: ReadonlyMap<string | null, readonly string[]>): ReadonlySet<string> {
  const shown = new Set<string>();
  const open = [...(mentions.get(null) ?? [])];
  for (let note = open.pop(); note !== undefined; note = open.pop()) {
    if (shown.has(note)) continue;
    shown.add(note);
    for (const mentioned of mentions.get(note) ?? []) open.push(mentioned);
  }
  return shown;
}
