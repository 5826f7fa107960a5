import type { List, ListItem, Nodes, PhrasingContent, RootContent, Table } from "mdast";
import { HtmlReader } from "./html-reader.ts";
import { type MarkdownPart, toMarkdownParts } from "./markdown-parts.ts";
import { limitNesting } from "./nesting.ts";
import type { Passage, TextRange } from "./passage.ts";
import { PassageBuilder, toTableTraits } from "./passage-builder.ts";
import { noReferences, type References, toReferences } from "./references.ts";

const maxDepth = 200;
/** Its words are no text of the page, where Markdown cannot be parsed either. */
const picture = /!\[[^\]]*\](?:\([^)]*\))?/g;

interface ReadMarkdown {
  readonly passages: readonly Passage[];
  readonly hiddenCharacters: number;
  /** What could not be read as it was written; null where all could. */
  readonly problem: string | null;
}

/** Splits Markdown (with the HTML in it) into passages; `start` is where the body begins after the front matter. */
export function toPassages(written: string, start: number): ReadMarkdown {
  const text = limitNesting(written);
  const problems = text === written ? [] : ["what is nested too deeply is read as if it were not nested"];
  const { parts, references } = readParts(text, start);
  const walk = new Walk(text, references);
  for (const part of parts) {
    walk.part(part);
    if (part.problem !== null) problems.push(part.problem);
  }
  walk.builder.finish();
  return {
    passages: walk.builder.passages,
    hiddenCharacters: walk.html.hiddenCharacters,
    problem: problems[0] ?? null,
  };
}

/** Definitions may stand anywhere, so a text of several parts that has any is parsed twice. */
function readParts(text: string, start: number): { parts: Iterable<MarkdownPart>; references: References } {
  const parts = toMarkdownParts(text, start, noReferences);
  if (!text.includes("]:", start)) return { parts, references: noReferences };
  const first = parts.next();
  if (first.done === true) return { parts, references: noReferences };
  if (first.value.end === text.length)
    return { parts: [first.value], references: toReferences([first.value]) };
  const references = toReferences(toAll(first.value, parts));
  return { parts: toMarkdownParts(text, start, references), references };
}

function* toAll(first: MarkdownPart, rest: Iterable<MarkdownPart>): Iterable<MarkdownPart> {
  yield first;
  yield* rest;
}

class Walk {
  readonly builder = new PassageBuilder();
  readonly html = new HtmlReader(this.builder);
  readonly #references: References;
  readonly #text: string;
  #part: Pick<MarkdownPart, "base" | "start"> = { base: 0, start: 0 };
  #depth = 0;
  /** Introduction of the list, and introduction and header of the table, that the part may go on with. */
  #listIntroduction: readonly string[] = [];
  #tableLead: { readonly introduction: readonly string[]; readonly header: string[] } = {
    introduction: [],
    header: [],
  };

  constructor(text: string, references: References) {
    this.#references = references;
    this.#text = text;
  }

  part(part: MarkdownPart): void {
    this.#part = part;
    if (part.problem !== null) {
      const lines = this.#text
        .slice(part.start, part.end)
        .replace(picture, (found) => " ".repeat(found.length));
      this.html.readLines(lines, part.start);
    }
    for (const [index, node] of part.nodes.entries()) {
      const isContinued = index === 0 && part.isContinuation;
      if (node.type === "list" && isContinued) this.#items(node, this.#listIntroduction);
      else if (node.type === "table" && isContinued) this.#table(node, this.#tableLead);
      else this.block(node, []);
    }
  }

  block(node: RootContent, introduction: readonly string[]): void {
    if (this.#depth > maxDepth) return;
    this.#depth++;
    this.#enter(node, introduction);
    this.#depth--;
  }

  #enter(node: RootContent, introduction: readonly string[]): void {
    if (node.type === "heading") this.#heading(node.children, node.depth);
    else if (node.type === "paragraph") this.#paragraph(node.children, introduction);
    else if (node.type === "list") this.#list(node, introduction);
    else if (node.type === "table") this.#table(node);
    else if (node.type === "code") this.#code(node.value, node.lang ?? null, node);
    else if (node.type === "html") this.html.read(node.value, this.#place(node));
    else if (node.type === "footnoteDefinition" && !this.#references.shownNotes.has(node.identifier))
      this.html.hiddenCharacters += toLength(node);
    else if (node.type === "blockquote" || node.type === "footnoteDefinition")
      this.#inside(() => {
        for (const child of node.children) this.block(child, introduction);
      });
  }

  /** Reads what stands inside one element of Markdown: HTML that was opened there ends with it. */
  #inside(readContent: () => void): void {
    const depth = this.html.depth;
    readContent();
    this.html.endDownTo(depth);
  }

  #place(node: Nodes): number {
    const offset = node.position?.start.offset;
    return offset === undefined ? this.builder.end : this.#part.base + offset;
  }

  #heading(children: readonly PhrasingContent[], level: number): void {
    this.builder.start({ kind: "heading" });
    this.#inside(() => this.#inline(children));
    this.builder.finishHeading(level);
  }

  #paragraph(children: readonly PhrasingContent[], introduction: readonly string[]): void {
    if (!this.html.isInsideRow) this.builder.start({ introduction });
    this.#lines(children);
    if (!this.html.isInsideRow) this.builder.finish();
  }

  /** The content of a paragraph, which ends the inline elements of HTML that it left open. */
  #lines(children: readonly PhrasingContent[]): void {
    const depth = this.html.depth;
    this.#inline(children);
    this.html.endInlineDownTo(depth);
  }

  #list(list: List, outer: readonly string[]): void {
    const lead = this.builder.findIntroduction();
    const introduction = lead === null || outer.includes(lead) ? outer : [...outer, lead];
    if (outer.length === 0) this.#listIntroduction = introduction;
    this.#items(list, introduction);
  }

  #items(list: List, introduction: readonly string[]): void {
    for (const item of list.children) this.#inside(() => this.#item(item, introduction));
  }

  #item(item: ListItem, introduction: readonly string[]): void {
    let inner = introduction;
    for (const [position, child] of item.children.entries()) {
      if (child.type !== "paragraph") {
        this.block(child, inner);
        continue;
      }
      this.builder.start({ kind: position === 0 ? "list-item" : "prose", introduction: inner });
      this.#lines(child.children);
      this.builder.finish();
      if (position === 0) inner = [...introduction, this.builder.passages.at(-1)?.text ?? ""];
    }
  }

  #table(table: Table, lead = this.#toTableLead()): void {
    const { introduction, header } = lead;
    this.#tableLead = lead;
    const texts = table.children.map((row) => row.children.map((cell) => this.#plain(cell.children)));
    const traits = toTableTraits(texts[0] ?? [], texts.slice(1));
    for (const [index, row] of table.children.entries()) {
      if (this.#place(row) < this.#part.start) continue;
      const cells: TextRange[] = [];
      this.builder.start({
        kind: "table-row",
        introduction,
        table: { header, isHeaderRow: index === 0, cells, ...traits },
      });
      for (const cell of row.children) {
        this.builder.addSpace(this.#place(cell));
        const start = this.builder.length;
        this.#inside(() => this.#inline(cell.children));
        cells.push({ start, end: this.builder.length });
      }
      if (index === 0) header.push(...cells.map(({ start, end }) => this.builder.textOf(start, end)));
      this.builder.finish();
    }
  }

  #toTableLead(): { readonly introduction: readonly string[]; readonly header: string[] } {
    const sentence = this.builder.findIntroduction();
    return { introduction: sentence === null ? [] : [sentence], header: [] };
  }

  #plain(children: readonly PhrasingContent[]): string {
    return children
      .map((child) =>
        "children" in child
          ? this.#plain(child.children)
          : "value" in child && child.type !== "html"
            ? child.value
            : "",
      )
      .join("");
  }

  #code(value: string, language: string | null, node: RootContent): void {
    if (this.html.isHidden) {
      this.html.hiddenCharacters += value.length;
      return;
    }
    const source = this.#text.slice(this.#place(node), this.#part.base + (node.position?.end.offset ?? 0));
    const place = this.#place(node) + Math.max(0, source.indexOf(value.slice(0, 40)));
    if (language === null && isWrittenList(value)) {
      this.#writtenList(value, place);
      return;
    }
    this.builder.start({ kind: "code", language });
    this.#mapped(value, place);
    this.builder.finish();
  }

  /** A list that was put into a code block to keep its lines apart. */
  #writtenList(value: string, start: number): void {
    const { introduction } = this.#toTableLead();
    let place = start;
    for (const line of value.split("\n")) {
      const mark = listMark.exec(line)?.[0].length ?? 0;
      this.builder.start({ kind: "list-item", introduction });
      this.#mapped(line.slice(mark), place + mark);
      this.builder.finish();
      place += line.length + 1;
    }
  }

  #inline(children: readonly PhrasingContent[]): void {
    for (const child of children) this.#phrase(child);
  }

  #phrase(node: PhrasingContent): void {
    if (node.type === "html") {
      this.html.read(node.value, this.#place(node));
      return;
    }
    if (this.html.isHidden) {
      this.html.hiddenCharacters += toLength(node);
      return;
    }
    if (node.type === "text") this.#mapped(node.value.replace(/[\r\n]/g, " "), this.#place(node));
    else if (node.type === "inlineCode") this.#mapped(node.value, this.#place(node) + this.#codeFence(node));
    else if (node.type === "break") this.builder.addSpace(this.#place(node));
    else if (node.type === "link") this.#link(node.url, node.children);
    else if (node.type === "linkReference")
      this.#link(this.#references.definitions.get(node.identifier)?.url ?? "", node.children);
    else if (node.type === "image" || node.type === "imageReference") this.builder.addImage();
    else if ("children" in node) this.#inline(node.children);
  }

  #codeFence(node: Nodes): number {
    return /^`+ ?/.exec(this.#text.slice(this.#place(node), this.#place(node) + 8))?.[0].length ?? 0;
  }

  #link(url: string, children: readonly PhrasingContent[]): void {
    this.builder.openLink(url);
    this.#inline(children);
    this.builder.closeLink();
  }

  /** Adds text whose source may hold escapes or entities: each character is looked up from where the last one stood. */
  #mapped(value: string, place: number): void {
    if (this.#text.slice(place, place + value.length).replace(/[\r\n]/g, " ") === value) {
      this.builder.addText(value, (index) => place + index);
      return;
    }
    const offsets: number[] = [];
    let cursor = place;
    for (const character of value.split("")) {
      const found = this.#text.indexOf(character, cursor);
      if (found >= 0 && found - cursor <= 12) cursor = found;
      offsets.push(Math.min(cursor, this.#text.length - 1));
      if (found >= 0) cursor++;
    }
    this.builder.addText(value, (index) => offsets[index] ?? cursor);
  }
}

const listMark = /^\s*(?:[-*•]\s+|\d{1,2}[.、)]\s*)/;

/** Three lines or more, each with the mark of a list item. */
function isWrittenList(value: string): boolean {
  const lines = value.split("\n").filter((line) => line.trim() !== "");
  return lines.length >= 3 && lines.every((line) => listMark.test(line));
}

function toLength(node: Nodes): number {
  return (node.position?.end.offset ?? 0) - (node.position?.start.offset ?? 0);
}
