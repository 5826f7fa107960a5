import type { List, ListItem, Nodes, PhrasingContent, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { toShownNotes } from "./footnotes.ts";
import { HtmlReader } from "./html-reader.ts";
import type { Passage, TextRange } from "./passage.ts";
import { PassageBuilder, toTableTraits } from "./passage-builder.ts";

const maxDepth = 60;

/** Splits Markdown (with the HTML in it) into passages; `start` is where the body begins after the front matter. */
export function toPassages(
  text: string,
  start: number,
): { passages: readonly Passage[]; hiddenCharacters: number } {
  const body = text.slice(start);
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const walk = new Walk(text, start, toShownNotes([tree]));
  for (const node of tree.children)
    if (node.type === "definition") walk.definitions.set(node.identifier, node.url);
  for (const node of tree.children) walk.block(node, []);
  walk.builder.finish();
  return { passages: walk.builder.passages, hiddenCharacters: walk.html.hiddenCharacters };
}

class Walk {
  readonly builder = new PassageBuilder();
  readonly html = new HtmlReader(this.builder);
  readonly definitions = new Map<string, string>();
  /** Footnotes that the text refers to; a page shows no others. */
  readonly notes: ReadonlySet<string>;
  readonly #text: string;
  readonly #start: number;
  #depth = 0;

  constructor(text: string, start: number, notes: ReadonlySet<string>) {
    this.notes = notes;
    this.#text = text;
    this.#start = start;
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
    else if (node.type === "footnoteDefinition" && !this.notes.has(node.identifier))
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
    return this.#start + (node.position?.start.offset ?? 0);
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

  #table(table: Table): void {
    const introduction = [this.builder.findIntroduction() ?? ""].filter((sentence) => sentence !== "");
    const texts = table.children.map((row) => row.children.map((cell) => this.#plain(cell.children)));
    const traits = toTableTraits(texts[0] ?? [], texts.slice(1));
    const header: string[] = [];
    for (const [index, row] of table.children.entries()) {
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
    this.builder.start({ kind: "code", language });
    const source = this.#text.slice(this.#place(node), this.#start + (node.position?.end.offset ?? 0));
    this.#mapped(value, this.#place(node) + Math.max(0, source.indexOf(value.slice(0, 40))));
    this.builder.finish();
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
      this.#link(this.definitions.get(node.identifier) ?? "", node.children);
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

function toLength(node: Nodes): number {
  return (node.position?.end.offset ?? 0) - (node.position?.start.offset ?? 0);
}
