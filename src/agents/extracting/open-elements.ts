interface OpenElement {
  readonly name: string;
  readonly isHiding: boolean;
  readonly hasBackground: boolean;
}

/** Elements whose start tag ends an open paragraph, and that an end tag of an inline element does not reach through. */
const blocks = new Set(
  "address article aside blockquote center details dialog dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table ul".split(
    " ",
  ),
);
const tableParts = new Set(["caption", "tbody", "td", "tfoot", "th", "thead", "tr"]);
/** Elements that an end tag of an element around them does not reach through. */
const boundaries = new Set(["caption", "table", "td", "th", "template", "object"]);
/** Formatting ends alone where tags overlap, as in `<b><div></b>`. */
const formatting = new Set("a b big code em font i nobr s small strike strong tt u".split(" "));

/** What a start tag ends: the elements that cannot hold it, each with the elements that they end at. */
const implied: Readonly<Record<string, readonly [ends: readonly string[], within: readonly string[]]>> = {
  li: [["li"], ["ul", "ol", "menu"]],
  dt: [["dt", "dd"], ["dl"]],
  dd: [["dt", "dd"], ["dl"]],
  td: [["td", "th", "caption"], ["table"]],
  th: [["td", "th", "caption"], ["table"]],
  tr: [["tr", "caption"], ["table"]],
  tbody: [["tbody", "thead", "tfoot", "caption"], ["table"]],
  thead: [["tbody", "thead", "tfoot", "caption"], ["table"]],
  tfoot: [["tbody", "thead", "tfoot", "caption"], ["table"]],
  option: [["option"], ["select", "datalist"]],
  body: [["head"], []],
};

/** Longest way up that is searched: browsers nest no deeper, and tags without end would make reading slow. */
const maxSearched = 512;

/** The elements that HTML has opened and not yet ended, with the rules by which a browser ends what is left open. */
export class OpenElements {
  readonly #stack: OpenElement[] = [];
  #hidingCount = 0;
  #backgroundCount = 0;

  get isHidden(): boolean {
    return this.#hidingCount > 0;
  }

  get hasBackground(): boolean {
    return this.#backgroundCount > 0;
  }

  get depth(): number {
    return this.#stack.length;
  }

  get innermost(): string | undefined {
    return this.#stack.at(-1)?.name;
  }

  open(element: OpenElement): void {
    this.#stack.push(element);
    this.#count(element, 1);
  }

  /** Ends what the start tag of an element ends without saying so. */
  endImplied(name: string): void {
    const rule = implied[name];
    if (rule !== undefined) {
      const [ends, within] = rule;
      const at = this.#find(ends, (other) => within.includes(other));
      if (at !== undefined) this.#cut(at);
    }
    if (!blocks.has(name)) return;
    const paragraph = this.#find(["p"], (other) => boundaries.has(other));
    if (paragraph !== undefined) this.#cut(paragraph);
  }

  /** Ends an element by its end tag; whether that element itself was hiding. */
  end(name: string): boolean {
    const at = this.#find([name], (other) => this.#stops(name, other));
    const element = at === undefined ? undefined : this.#stack[at];
    if (at === undefined || element === undefined) return false;
    if (!formatting.has(name)) this.#cut(at);
    else {
      this.#stack.splice(at, 1);
      this.#count(element, -1);
    }
    return element.isHiding;
  }

  /** Ends all elements that were opened inside one that Markdown made and ends now. */
  endDownTo(depth: number): void {
    this.#cut(depth);
  }

  /** Ends inline elements that were opened in a paragraph; a block opened there has ended the paragraph and lives on. */
  endInlineDownTo(depth: number): void {
    const inner = this.#stack.slice(depth);
    const block = inner.findLastIndex(({ name }) => blocks.has(name) || tableParts.has(name));
    this.#cut(depth + block + 1);
  }

  #stops(name: string, other: string): boolean {
    if (tableParts.has(name) || name === "table") return other === "table" && name !== "table";
    if (blocks.has(name) || boundaries.has(name)) return boundaries.has(other);
    return boundaries.has(other) || (!formatting.has(name) && blocks.has(other));
  }

  #find(names: readonly string[], stops: (name: string) => boolean): number | undefined {
    const lowest = Math.max(0, this.#stack.length - maxSearched);
    for (let index = this.#stack.length - 1; index >= lowest; index--) {
      const name = this.#stack[index]?.name ?? "";
      if (names.includes(name)) return index;
      if (stops(name)) return undefined;
    }
    return undefined;
  }

  #cut(depth: number): void {
    while (this.#stack.length > depth) {
      const element = this.#stack.pop();
      if (element !== undefined) this.#count(element, -1);
    }
  }

  #count(element: OpenElement, by: number): void {
    if (element.isHiding) this.#hidingCount += by;
    if (element.hasBackground) this.#backgroundCount += by;
  }
}
