import { type Token, Tokenizer, TokenizerMode } from "parse5";
import { hasColouredBackground, isHidingStyle, isInvisibleColour } from "./hiding-style.ts";
import { OpenElements } from "./open-elements.ts";
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
/** Elements whose text is no text of the page. */
const silent = new Set(
  "script style template svg noscript title head iframe noembed noframes object select datalist textarea".split(
    " ",
  ),
);
/** Elements whose text holds no tags, each with the way it is read. */
const rawText: Readonly<Record<string, (typeof TokenizerMode)[keyof typeof TokenizerMode]>> = {
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
};
const voidElements = new Set(
  "area base br col embed hr img input link meta param source track wbr".split(" "),
);

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
  readonly #elements = new OpenElements();
  #tokenizer: Tokenizer | null = null;
  #breaksLines = false;
  #headingLevel = 0;
  #row: Row | null = null;
  #cellStart: number | null = null;
  #header: readonly string[] = [];
  #offset = 0;

  constructor(builder: PassageBuilder) {
    this.#builder = builder;
  }

  get isHidden(): boolean {
    return this.#elements.isHidden;
  }

  /** How many elements are open: what `endDownTo` and `endInlineDownTo` go back to. */
  get depth(): number {
    return this.#elements.depth;
  }

  /** Ends what was opened inside a list item, a cell or another element that Markdown ends. */
  endDownTo(depth: number): void {
    this.#elements.endDownTo(depth);
  }

  /** Ends the inline elements that were opened inside a paragraph. */
  endInlineDownTo(depth: number): void {
    this.#elements.endInlineDownTo(depth);
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
    this.#tokenizer = tokenizer;
    this.#setMode(this.#elements.innermost ?? "");
    tokenizer.write(html, true);
  }

  /** Reads text that no parser of Markdown could take apart: each line is a passage, HTML and hidden text are known. */
  readLines(text: string, offset: number): void {
    this.#builder.start({});
    this.#breaksLines = true;
    this.read(text, offset);
    this.#breaksLines = false;
    this.#builder.finish();
  }

  #setMode(element: string): void {
    const mode = rawText[element];
    if (this.#tokenizer === null) return;
    this.#tokenizer.state = mode ?? TokenizerMode.DATA;
    if (mode !== undefined) this.#tokenizer.lastStartTagName = element;
  }

  #startTag(token: Token.TagToken): void {
    const name = token.tagName;
    const isOpening = !voidElements.has(name) && !token.selfClosing;
    if (isOpening || name === "hr") this.#elements.endImplied(name);
    const isHiding = silent.has(name) || this.#isHiding(token);
    if (isOpening) {
      this.#elements.open({ name, isHiding, hasBackground: hasBackground(token) });
      if (rawText[name] !== undefined) this.#setMode(name);
    }
    if (this.isHidden || isHiding) return;
    this.#openShown(token, this.#offset + (token.location?.startOffset ?? 0));
  }

  #openShown(token: Token.TagToken, place: number): void {
    const name = token.tagName;
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
    if (findAttribute(token, "hidden") !== undefined) return true;
    if (token.tagName === "dialog" && findAttribute(token, "open") === undefined) return true;
    const isOnColour = this.#elements.hasBackground || hasBackground(token);
    const fontColour = token.tagName === "font" ? findAttribute(token, "color") : undefined;
    if (fontColour !== undefined && isInvisibleColour(fontColour, isOnColour)) return true;
    return isHidingStyle(findAttribute(token, "style") ?? "", isOnColour);
  }

  #endTag(token: Token.TagToken): void {
    const name = token.tagName;
    const wasHiding = this.#elements.end(name);
    if (this.isHidden || wasHiding) return;
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
    if (this.#breaksLines && /[\r\n]/.test(token.chars)) this.#builder.start({});
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

function hasBackground(token: Token.TagToken): boolean {
  const colour = findAttribute(token, "bgcolor");
  return (
    hasColouredBackground(findAttribute(token, "style") ?? "") ||
    (colour !== undefined && colour !== "" && !isInvisibleColour(colour, false))
  );
}
