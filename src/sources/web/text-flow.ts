const maxIndent = 8;

interface InlineMark {
  readonly open: string;
  readonly close: string;
}

/**
 * Text that is put together as a page flows: white space collapses, breaks wait for the next word, and marks around
 * words (`[`, `` ` ``) open at their first word and end with its paragraph. Every operation takes amortised constant
 * time, so that a hostile page costs what its length costs.
 */
export class TextFlow {
  readonly #parts: string[] = [];
  readonly #marks: InlineMark[] = [];
  readonly #lists: { nextNumber: number | undefined }[] = [];
  /** Marks below `#endedMarks` ended with their paragraph; those up to `#openedMarks` are open. */
  #endedMarks = 0;
  #openedMarks = 0;
  #breaks = 0;
  #prefix = "";
  #quoteDepth = 0;
  #endsWithSpace = true;
  isOneLine = false;

  addText(raw: string): void {
    const text = raw.replace(/\s+/g, " ");
    const word = text.trimStart();
    const needsSpace = word.length < text.length && !this.#endsWithSpace && this.#breaks === 0;
    if (needsSpace) this.#push(" ");
    if (word === "") return;
    this.#startLine();
    this.#openMarks();
    this.#push(word);
  }

  /** Adds lines that are ready, as a paragraph of their own. */
  addBlock(lines: string): void {
    if (lines === "") return;
    this.breakParagraph();
    this.#startLine();
    this.#push(lines);
    this.breakParagraph();
  }

  breakLine(): void {
    this.#break(1);
  }

  breakParagraph(): void {
    this.#break(2);
  }

  startHeading(level: number): void {
    this.breakParagraph();
    this.#prefix = `${"#".repeat(level)} `;
    this.isOneLine = true;
  }

  endHeading(): void {
    this.isOneLine = false;
    this.#prefix = "";
    this.breakParagraph();
  }

  startList(isOrdered: boolean): void {
    this.#break(this.#lists.length === 0 ? 2 : 1);
    this.#lists.push({ nextNumber: isOrdered ? 1 : undefined });
  }

  endList(): void {
    this.#lists.pop();
    this.#break(this.#lists.length === 0 ? 2 : 1);
  }

  startItem(): void {
    this.breakLine();
    const list = this.#lists.at(-1);
    this.#prefix = list?.nextNumber === undefined ? "- " : `${list.nextNumber++}. `;
  }

  endItem(): void {
    this.#prefix = "";
    this.breakLine();
  }

  startQuote(): void {
    this.breakParagraph();
    this.#quoteDepth++;
  }

  endQuote(): void {
    this.breakParagraph();
    this.#quoteDepth--;
  }

  startMark(mark: InlineMark): void {
    this.#marks.push(mark);
  }

  endMark(): void {
    const mark = this.#marks.pop();
    const isOpen = this.#marks.length >= this.#endedMarks && this.#marks.length < this.#openedMarks;
    if (mark !== undefined && isOpen) this.#close(mark);
    this.#endedMarks = Math.min(this.#endedMarks, this.#marks.length);
    this.#openedMarks = Math.min(this.#openedMarks, this.#marks.length);
  }

  toText(): string {
    return this.#parts.join("").trim();
  }

  #break(count: number): void {
    const isAtItemStart = this.#prefix !== "";
    if (this.isOneLine) this.addText(" ");
    else if (!isAtItemStart) this.#breaks = Math.max(this.#breaks, count);
  }

  #startLine(): void {
    const isFirst = this.#parts.length === 0;
    if (this.#breaks === 0 && this.#prefix === "" && !isFirst) return;
    if (this.#breaks > 0) this.#endMarks();
    if (!isFirst && this.#breaks > 0) this.#endLine();
    this.#parts.push(this.#toLineStart());
    this.#breaks = 0;
    this.#prefix = "";
    this.#endsWithSpace = true;
  }

  #endLine(): void {
    if (this.#endsWithSpace) this.#parts.push(this.#parts.pop()?.trimEnd() ?? "");
    this.#parts.push("\n".repeat(this.#breaks));
  }

  #toLineStart(): string {
    const depth = Math.min(this.#lists.length, maxIndent);
    const indent = "  ".repeat(this.#prefix === "" ? depth : Math.max(depth - 1, 0));
    return "> ".repeat(Math.min(this.#quoteDepth, maxIndent)) + indent + this.#prefix;
  }

  #openMarks(): void {
    for (; this.#openedMarks < this.#marks.length; this.#openedMarks++) {
      this.#parts.push(this.#marks[this.#openedMarks]?.open ?? "");
    }
  }

  #endMarks(): void {
    for (let index = this.#openedMarks - 1; index >= this.#endedMarks; index--) {
      const mark = this.#marks[index];
      if (mark !== undefined) this.#close(mark);
    }
    this.#endedMarks = this.#openedMarks;
  }

  #close(mark: InlineMark): void {
    const last = this.#parts.at(-1) ?? "";
    const bare = last.trimEnd();
    this.#parts[this.#parts.length - 1] = bare + mark.close;
    this.#endsWithSpace = false;
    if (bare.length < last.length) this.#push(" ");
  }

  #push(text: string): void {
    this.#parts.push(text);
    this.#endsWithSpace = text.endsWith(" ");
  }
}
