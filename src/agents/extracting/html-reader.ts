import { type Token, Tokenizer, TokenizerMode } from "parse5";
import type { TextRange } from "./passage.ts";
import type { PassageBuilder } from "./passage-builder.ts";
import { toTableTraits } from "./passage-builder.ts";

const breaking = new Set([
  "p",
  "div",
  "section",
  "article",
  "ul",
  "ol",
  "dl",
  "dd",
  "dt",
  "blockquote",
  "center",
  "details",
  "summary",
  "table",
  "thead",
  "tbody",
  "figure",
  "figcaption",
  "hr",
]);
const silent = new Set(["script", "style", "template", "svg", "noscript"]);
const hiddenStyle =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?:[;\s]|$)|color\s*:\s*transparent/i;
const voidElements = new Set(["br", "img", "hr", "input", "meta", "link", "source", "wbr", "col"]);

interface Row {
  readonly cells: TextRange[];
  isHeader: boolean;
}

/**
 * Feeds HTML found in Markdown into a passage builder, token by token, so that unclosed and split markup (a table over
 * several blocks) is read like a browser would show it. Keeps its state over several calls.
 */
export class HtmlReader {
  readonly #builder: PassageBuilder;
  hiddenCharacters = 0;
  #hiddenElements: string[] = [];
  #headingLevel = 0;
  #row: Row | null = null;
  #cellStart: number | null = null;
  #header: readonly string[] = [];
  #offset = 0;

  constructor(builder: PassageBuilder) {
    this.#builder = builder;
  }

  get isHidden(): boolean {
    return this.#hiddenElements.length > 0;
  }

  /** Whether text now belongs to a table row, heading or other passage that HTML opened. */
  get isInsideRow(): boolean {
    return this.#row !== null;
  }

  read(html: string, offset: number): void {
    this.#offset = offset;
    const tokenizer = new Tokenizer(
      { sourceCodeLocationInfo: true },
      {
        onStartTag: (token) => this.#startTag(token),
        onEndTag: (token) => this.#endTag(token),
        onCharacter: (token) => this.#characters(token),
        onNullCharacter: () => undefined,
        onWhitespaceCharacter: (token) => this.#characters(token),
        onComment: (token) => {
          this.hiddenCharacters += token.data.length;
        },
        onDoctype: () => undefined,
        onEof: () => undefined,
        onParseError: null,
      },
    );
    tokenizer.state = TokenizerMode.DATA;
    tokenizer.write(html, true);
  }

  #startTag(token: Token.TagToken): void {
    const name = token.tagName;
    if (this.isHidden || silent.has(name) || this.#isHiding(token)) {
      if (!voidElements.has(name) && !token.selfClosing) this.#hiddenElements.push(name);
      return;
    }
    const place = this.#offset + (token.location?.startOffset ?? 0);
    if (name === "a") this.#builder.openLink(findAttribute(token, "href") ?? "");
    else if (name === "tr") this.#openRow();
    else if (name === "td" || name === "th") this.#openCell(name === "th", place);
    else if (name === "li") this.#builder.start({ kind: "list-item" });
    else if (/^h[1-6]$/.test(name)) this.#openHeading(Number(name.charAt(1)));
    else if (name === "img" && !isDot(token)) this.#builder.addImage();
    else if (name === "br") this.#builder.addSpace(place);
    else if (breaking.has(name) && this.#row === null && this.#headingLevel === 0) this.#builder.start({});
    if (name === "table") this.#header = [];
  }

  #isHiding(token: Token.TagToken): boolean {
    return (
      hiddenStyle.test(findAttribute(token, "style") ?? "") || findAttribute(token, "hidden") !== undefined
    );
  }

  #endTag(token: Token.TagToken): void {
    const name = token.tagName;
    if (this.isHidden) {
      const at = this.#hiddenElements.lastIndexOf(name);
      if (at >= 0) this.#hiddenElements.length = at;
      return;
    }
    if (name === "a") this.#builder.closeLink();
    else if (name === "td" || name === "th") this.#closeCell();
    else if (name === "tr") this.#closeRow();
    else if (/^h[1-6]$/.test(name)) this.#closeHeading();
    else if (name === "table") this.#closeTable();
    else if ((breaking.has(name) || name === "li") && this.#row === null && this.#headingLevel === 0)
      this.#builder.start({});
  }

  #characters(token: Token.CharacterToken): void {
    const start = this.#offset + (token.location?.startOffset ?? 0);
    if (this.isHidden) {
      this.hiddenCharacters += token.chars.length;
      return;
    }
    const isExact =
      (token.location?.endOffset ?? 0) - (token.location?.startOffset ?? 0) === token.chars.length;
    const text = token.chars.replace(/[\r\n\t]/g, " ");
    this.#builder.addText(
      text,
      (index) =>
        start +
        (isExact
          ? index
          : Math.min(
              index,
              Math.max(0, (token.location?.endOffset ?? 1) - (token.location?.startOffset ?? 0) - 1),
            )),
    );
  }

  #openHeading(level: number): void {
    this.#builder.start({ kind: "heading" });
    this.#headingLevel = level;
  }

  #closeHeading(): void {
    if (this.#headingLevel === 0) return;
    this.#builder.finishHeading(this.#headingLevel);
    this.#headingLevel = 0;
  }

  #openRow(): void {
    this.#closeRow();
    this.#row = { cells: [], isHeader: false };
    const table = {
      header: this.#header,
      isHeaderRow: false,
      cells: this.#row.cells,
      hasScores: false,
      hasCounts: false,
    };
    this.#builder.start({ kind: "table-row", table });
  }

  #openCell(isHeader: boolean, place: number): void {
    if (this.#row === null) this.#openRow();
    this.#closeCell();
    if (this.#row !== null && isHeader) this.#row.isHeader = true;
    this.#builder.addSpace(place);
    this.#cellStart = this.#builder.length;
  }

  #closeCell(): void {
    if (this.#row === null || this.#cellStart === null) return;
    this.#builder.closeLink();
    this.#row.cells.push({ start: this.#cellStart, end: this.#builder.length });
    this.#cellStart = null;
  }

  #closeRow(): void {
    if (this.#row === null) return;
    this.#closeCell();
    const { cells, isHeader } = this.#row;
    const before = this.#builder.passages.length;
    this.#builder.finish();
    this.#row = null;
    const row = this.#builder.passages.at(-1);
    if (row === undefined || this.#builder.passages.length === before) return;
    const isHeaderRow = isHeader && cells.length > 1 && this.#header.length === 0;
    if (isHeaderRow) this.#header = cells.map((cell) => row.text.slice(cell.start, cell.end).trim());
    this.#replaceLast({ header: this.#header, isHeaderRow, cells });
  }

  #replaceLast(table: { header: readonly string[]; isHeaderRow: boolean; cells: TextRange[] }): void {
    const { passages } = this.#builder;
    const row = passages.at(-1);
    if (row !== undefined)
      passages[passages.length - 1] = { ...row, table: { ...table, hasScores: false, hasCounts: false } };
  }

  /** A table's traits need all of its rows, so they are set when it ends. */
  #closeTable(): void {
    this.#closeRow();
    const { passages } = this.#builder;
    let first = passages.length;
    while (
      first > 0 &&
      passages[first - 1]?.table?.header === this.#header &&
      passages[first - 1]?.kind === "table-row"
    )
      first--;
    const rows = passages
      .slice(first)
      .map((row) => (row.table?.cells ?? []).map((cell) => row.text.slice(cell.start, cell.end)));
    const traits = toTableTraits(this.#header, rows);
    for (let index = first; index < passages.length; index++) {
      const row = passages[index];
      if (row?.table != null) passages[index] = { ...row, table: { ...row.table, ...traits } };
    }
    this.#header = [];
  }
}

function findAttribute(token: Token.TagToken, name: string): string | undefined {
  return token.attrs.find((attribute) => attribute.name === name)?.value;
}

/** A picture of one pixel or none, which counts readers and shows nothing. */
function isDot(token: Token.TagToken): boolean {
  return ["width", "height"].some((side) => /^\s*[01](?:px)?\s*$/.test(findAttribute(token, side) ?? ""));
}
