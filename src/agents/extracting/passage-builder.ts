import type { Passage, PassageKind, PassageLink, TableContext } from "./passage.ts";

interface OpenPassage {
  readonly kind: PassageKind;
  readonly introduction: readonly string[];
  readonly table: TableContext | null;
  readonly language: string | null;
}

/** Characters that leave no mark on a page: a link whose text holds only these is one that nobody sees. */
const markless = /[\s\p{C}\p{M}\p{Z}\u115f\u1160\u2800\u3164\uffa0]+/gu;

const plainPassage: OpenPassage = { kind: "prose", introduction: [], table: null, language: null };

/**
 * Collects text with its place in the document, from Markdown and HTML alike. A passage ends when the next one starts;
 * an open link is carried over nothing: it ends with its passage.
 */
export class PassageBuilder {
  readonly passages: Passage[] = [];
  #headings: { readonly level: number; readonly text: string }[] = [];
  #open: OpenPassage = plainPassage;
  #characters: string[] = [];
  #offsets: number[] = [];
  #end = 0;
  #links: PassageLink[] = [];
  #linkStart: number | null = null;
  #linkUrl = "";
  #linkHasImage = false;

  get section(): readonly string[] {
    return this.#headings.map((heading) => heading.text);
  }

  /** The last passage of running text, which introduces a list or table that follows it directly. */
  findIntroduction(): string | null {
    const last = this.passages.at(-1);
    return last?.kind === "prose" && last.text.length <= 600 ? last.text : null;
  }

  start(open: Partial<OpenPassage>): void {
    this.finish();
    this.#open = { ...plainPassage, ...open };
  }

  addText(value: string, offsetOf: (index: number) => number): void {
    for (let index = 0; index < value.length; index++) {
      this.#characters.push(value.charAt(index));
      this.#offsets.push(offsetOf(index));
    }
    if (value.length > 0) this.#end = offsetOf(value.length - 1) + 1;
  }

  addSpace(offset: number): void {
    const last = this.#characters.at(-1);
    if (last === undefined || last === " " || last === "\n") return;
    this.#characters.push(" ");
    this.#offsets.push(offset);
  }

  /** Where the text that was added last ends in the document. */
  get end(): number {
    return this.#end;
  }

  /** A part of the open passage's text. */
  textOf(start: number, end: number): string {
    return this.#characters.slice(start, end).join("");
  }

  get length(): number {
    return this.#characters.length;
  }

  openLink(url: string): void {
    this.closeLink();
    this.#linkStart = this.#characters.length;
    this.#linkUrl = url;
    this.#linkHasImage = false;
  }

  addImage(): void {
    this.#linkHasImage = true;
  }

  closeLink(): void {
    if (this.#linkStart === null) return;
    const [start, end] = [this.#linkStart, this.#characters.length];
    this.#linkStart = null;
    const hasText = this.textOf(start, end).replace(markless, "") !== "";
    if (hasText || this.#linkHasImage)
      this.#links.push({ start, end, url: this.#linkUrl, isImage: !hasText });
  }

  /** Ends a heading: it becomes a passage and stands above all that follows. */
  finishHeading(level: number): void {
    const text = this.#characters.join("").replace(/\s+/g, " ").trim();
    this.#headings = this.#headings.filter((heading) => heading.level < level);
    this.#open = { ...plainPassage, kind: "heading" };
    this.finish();
    if (text !== "") this.#headings.push({ level, text });
  }

  finish(): void {
    this.closeLink();
    const text = this.#characters.join("");
    if (text.trim() !== "" || this.#links.length > 0) {
      this.passages.push({
        ...this.#open,
        text,
        offsets: [...this.#offsets, this.#end],
        links: this.#links,
        section: this.section,
        index: this.passages.length,
      });
    }
    this.#characters = [];
    this.#offsets = [];
    this.#links = [];
    this.#open = plainPassage;
  }
}

const scoreHeader =
  /accuracy|\bacc\b|pass@|score|\bf1\b|bleu|rouge|win.?rate|\bavg\b|average|aime ?20?2\d|math-?500|humaneval|mbpp|gsm8k|mmlu|ppl\b|elo\b/i;
const judgedHeader =
  /^\W*(?:methods?|models?|approach(?:es)?|baselines?|systems?|benchmarks?|metrics?|eval\w*|checkpoints?|(?:training )?stages?|模型|方法|评测\w*)\W*$/i;
const countHeader =
  /\b(?:num|number|size|count|samples?|examples?|instances?|rows|items|pairs|tokens?|prompts?|questions?|quantity|percent(?:age)?|ratio|weight|mixture|train)\b|#|数量|条数|样本|数据量|规模|占比/i;
const dataHeader =
  /\b(?:data ?sets?|sources?|subsets?|components?|corpus|corpora|data|domain|task)\b|数据集|来源|语料/i;

/** Tells a results table from a composition table by its headers and the numbers in its rows. */
export function toTableTraits(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Pick<TableContext, "hasScores" | "hasCounts"> {
  const scoreColumns = header.filter((cell) => scoreHeader.test(cell)).length;
  const decimalRows = rows.filter(
    (row) =>
      row.filter((cell) =>
        /^[^\d]{0,6}\d{1,3}\.\d{1,2}\b(?![kKmMbB%]?\s*(?:[kKmMbB]\b|tokens))/.test(cell.trim()),
      ).length >= 2,
  ).length;
  const singleDecimals = rows.filter((row) =>
    row.some((cell) => /^\W{0,4}\d{1,3}\.\d{1,2}\W{0,4}$/.test(cell.trim())),
  ).length;
  const countRows = rows.filter((row) =>
    row.some(
      (cell) =>
        /^\W{0,4}~?\d[\d,. ]*\s?(?:[kKmMbB万]|million|thousand)?\W{0,4}$/.test(cell.trim()) &&
        !/^\W{0,4}\d{1,3}\.\d{1,2}\W{0,4}$/.test(cell.trim()),
    ),
  ).length;
  const hasScores =
    judgedHeader.test(header[0] ?? "") ||
    scoreColumns >= 2 ||
    decimalRows >= 2 ||
    (scoreColumns >= 1 && singleDecimals >= 2);
  const namesCounts = header.some((cell) => countHeader.test(cell));
  const namesData = header.some((cell) => dataHeader.test(cell));
  return {
    hasScores,
    hasCounts:
      !hasScores && ((namesCounts && (namesData || countRows >= 2)) || (namesData && countRows >= 2)),
  };
}
