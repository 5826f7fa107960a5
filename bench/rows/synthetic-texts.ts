import { mixWords, RandomNumbers } from "./random-numbers.ts";
import { type Question, type RowPlan, RowPlanner } from "./row-plan.ts";
import { createVocabularies, placeBits, type Vocabularies, type Vocabulary } from "./synthetic-words.ts";

export interface TextOptions {
  readonly seed: number;
  /** English without a character beyond ASCII; otherwise a tenth of the rows is in other languages. */
  readonly isAscii: boolean;
}

/** No line is longer. */
export const maxLineBytes = 32_768;

const languagePurpose = 16;
const salts = { row: 1, edit: 2, item: 3, document: 4 };
const placeMask = 2 ** placeBits - 1;
const code = { newline: 0x0a, space: 0x20, comma: 0x2c, point: 0x2e, question: 0x3f };
const shortestItem = 6;
const longestItem = 60;

interface Spacing {
  readonly before: string;
  readonly within: string;
  readonly after: string;
}
const spacings: readonly [Spacing, ...Spacing[]] = [
  { before: "", within: "", after: "" },
  { before: " ", within: "", after: "" },
  { before: "\\n", within: "", after: "" },
  { before: "", within: "", after: " " },
  { before: "", within: "", after: "\\n" },
  { before: "", within: " ", after: "" },
  { before: "", within: "\\n", after: "" },
  { before: "", within: "\\t", after: "" },
];

/** How often, of 2^14, a word is followed by a comma, a full stop or a line break. */
const endsOf = { comma: 1100, sentence: 2300, line: 2420 };

/** Writes lines of JSON into a buffer: always the same ones for the same numbers. */
export class SyntheticTexts {
  readonly planner: RowPlanner;
  private readonly options: TextOptions;
  private readonly vocabularies: Vocabularies;
  private readonly random = new RandomNumbers();
  private readonly itemRandom = new RandomNumbers();
  private out: Uint8Array = new Uint8Array(0);
  private at = 0;
  private vocabulary: Vocabulary;
  private isSentenceStart = true;
  /** Places of the words that an edit replaces; the first one by the number of the editing row. */
  private readonly edited = new Int32Array(3);
  private editRow = -1;
  /** Escapes that the next gap between words ends with. */
  private gapEnd = "";

  constructor(options: TextOptions) {
    this.options = options;
    this.planner = new RowPlanner(options.seed);
    this.vocabularies = createVocabularies(options.seed, options.isAscii);
    this.vocabulary = this.vocabularies.english;
  }

  /** An object with instruction, input and output; gives the end of its line in `out`. */
  writeRow(row: number, out: Uint8Array, at: number): number {
    this.out = out;
    this.at = at;
    const plan = this.planner.planRow(row);
    this.random.restart(this.options.seed, plan.content, salts.row);
    const question = this.planner.findQuestion(plan.content);
    this.vocabulary = this.findVocabulary(plan.content);
    this.writeAscii('{"instruction":"');
    this.writeQuestion(question, plan);
    this.writeAscii('","input":"');
    if (question.kind === "own" && this.random.nextBelow(10) < 3)
      this.writeText(8 + this.random.nextBelow(32), code.point);
    this.writeAscii('","output":"');
    this.writeText(8 + this.random.nextBelow(68), code.point);
    return this.endLine('"}');
  }

  /** An object with question and answer. */
  writeItem(benchmark: number, item: number, out: Uint8Array, at: number): number {
    this.out = out;
    this.at = at;
    this.editRow = -1;
    this.writeAscii('{"question":"');
    this.writeItemText(benchmark, item);
    this.writeAscii(`","answer":"${item}`);
    return this.endLine('"}');
  }

  /** An object with a text of so many words. */
  writeDocument(words: number, document: number, out: Uint8Array, at: number): number {
    this.out = out;
    this.at = at;
    this.editRow = -1;
    this.random.restart(this.options.seed, document, salts.document);
    this.vocabulary = this.findVocabulary(document);
    this.writeAscii('{"text":"');
    this.writeText(words, code.point);
    return this.endLine('"}');
  }

  private writeQuestion(question: Question, plan: RowPlan): void {
    const spacing = this.findSpacing(plan.spacing);
    this.writeAscii(spacing.before);
    this.gapEnd = spacing.within;
    if (question.kind === "own") {
      const words = 16 + this.random.nextBelow(70);
      this.planEdits(plan.edit, words);
      this.writeText(words, code.question);
    } else if (question.kind === "planted") {
      this.planEdits(plan.edit, shortestItem);
      this.writeItemText(question.benchmark, question.item);
    } else {
      const words = 5 + this.random.nextBelow(12);
      this.planEdits(plan.edit, words);
      this.writeText(words, code.point);
      this.editRow = -1;
      this.writeByte(code.space);
      this.writeItemText(question.benchmark, question.item);
      this.writeByte(code.space);
      this.writeText(5 + this.random.nextBelow(12), code.point);
    }
    this.writeAscii(spacing.after);
    this.editRow = -1;
  }

  /** Seven ways that are equal once white space is made one; text without spaces has them at its end only. */
  private findSpacing(spacing: number): Spacing {
    const found = spacings[spacing] ?? spacings[0];
    if (found.within === "" || this.vocabulary.hasSpaces) return found;
    return { before: "", within: "", after: ` ${found.within}` };
  }

  private writeItemText(benchmark: number, item: number): void {
    const kept = this.vocabulary;
    this.vocabulary = this.vocabularies.english;
    this.itemRandom.restart(this.options.seed, item, salts.item + 16 * (benchmark + 1));
    const words = shortestItem + this.itemRandom.nextBelow(longestItem - shortestItem);
    this.writeText(words, code.question, this.itemRandom);
    this.vocabulary = kept;
  }

  private writeText(words: number, lastMark: number, random: RandomNumbers = this.random): void {
    this.isSentenceStart = true;
    for (let word = 0; word < words; word++) {
      const drawn = random.nextWord();
      if (!this.replaceWord(word)) this.writeWord(this.vocabulary.places[drawn & placeMask] ?? 0);
      if (word < words - 1) this.writeGap(drawn >>> placeBits);
    }
    this.writeByte(lastMark);
  }

  private writeWord(word: number): void {
    const { bytes, starts } = this.vocabulary;
    const { out } = this;
    const end = starts[word + 1] ?? 0;
    let { at } = this;
    const first = at;
    for (let from = starts[word] ?? 0; from < end; from++) out[at++] = bytes[from] ?? 0;
    const letter = out[first] ?? 0;
    if (this.isSentenceStart && letter >= 0x61 && letter <= 0x7a) out[first] = letter - 0x20;
    this.isSentenceStart = false;
    this.at = at;
  }

  private writeGap(drawn: number): void {
    if (drawn < endsOf.comma) this.writeByte(code.comma);
    else if (drawn < endsOf.sentence) {
      this.writeByte(code.point);
      this.isSentenceStart = true;
    }
    if (drawn >= endsOf.sentence && drawn < endsOf.line) this.writeAscii("\\n");
    else if (this.vocabulary.hasSpaces || drawn < endsOf.sentence) this.writeByte(code.space);
    if (this.gapEnd === "") return;
    this.writeAscii(this.gapEnd);
    this.gapEnd = "";
  }

  private planEdits(editRow: number, words: number): void {
    this.editRow = editRow;
    if (editRow < 0) return;
    const count = 1 + (mixWords(this.options.seed, editRow, salts.edit) % 3);
    for (let place = 0; place < this.edited.length; place++)
      this.edited[place] =
        place < count ? mixWords(this.options.seed, editRow, salts.edit + 8 + place) % words : -1;
  }

  private replaceWord(word: number): boolean {
    if (this.editRow < 0) return false;
    const place = this.edited.indexOf(word);
    if (place < 0) return false;
    if (place === 0) this.writeAscii(String(this.editRow));
    else {
      const drawn = mixWords(this.options.seed, this.editRow, salts.edit + 16 + place);
      this.writeWord(this.vocabulary.places[drawn & placeMask] ?? 0);
    }
    return true;
  }

  private findVocabulary(content: number): Vocabulary {
    const { english, accented, cyrillic, han, escaped } = this.vocabularies;
    if (this.options.isAscii) return english;
    const drawn = mixWords(this.options.seed, content, languagePurpose) % 100;
    if (drawn < 91) return english;
    if (drawn < 95) return accented;
    if (drawn < 97) return cyrillic;
    return drawn < 99 ? han : escaped;
  }

  private writeAscii(text: string): void {
    for (let index = 0; index < text.length; index++) this.out[this.at++] = text.charCodeAt(index);
  }

  private writeByte(byte: number): void {
    this.out[this.at++] = byte;
  }

  private endLine(end: string): number {
    this.writeAscii(end);
    this.writeByte(code.newline);
    return this.at;
  }
}
