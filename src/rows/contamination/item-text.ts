import { listComparableTokens, toComparableText } from "./comparable-text.ts";
import { type ChoiceQuestion, findOptions } from "./split-options.ts";
import { drawing, splitSentences } from "./split-sentences.ts";

/** Tokens [start, end) of an item. */
export interface TokenRange {
  readonly start: number;
  readonly end: number;
}

/** The text of a benchmark item, made ready to be looked for. */
export interface ItemText {
  /** What is looked up word by word, its sentences on lines. */
  readonly comparable: string;
  readonly tokens: readonly string[];
  /** For every token the word of `comparable` that it belongs to. */
  readonly words: readonly number[];
  readonly wordCount: number;
  /** The sentence that sets the task; null where none does. */
  readonly ask: TokenRange | null;
  /**
   * Tokens that have to be the same at their places for it to be the same question: numbers, operators in formulas, and the
   * letters next to them.
   */
  readonly fixed: readonly number[];
  readonly choice: ItemChoice | null;
  /** Whether a drawing says what the words leave out. */
  readonly hasDrawing: boolean;
}

export interface ItemChoice {
  readonly question: ChoiceQuestion;
  /** Tokens of the options, all that comes after the stem. */
  readonly range: TokenRange;
  readonly optionTexts: readonly string[];
}

const figure = /^\p{N}+$/u;
const operator = /^[^\p{L}\p{M}\p{N}_]$/u;
const listLabel =
  /^\s*(?:[([]?\d{1,2}[.)\]:]|[([]\d{1,2}[)\]]|#+\s*\d{1,2}|(?:problem|question|exercise|example|part)\s+\d+)/i;

/** @param text the item's question: instruction and, if there is one, input. */
export function toItemText(text: string): ItemText {
  const choice = findOptions(text);
  const stem = collectSentences(choice?.stem ?? text);
  const hasDrawing = drawing.test(text);
  if (choice === undefined) return { ...stem, comparable: stem.lines.join("\n"), choice: null, hasDrawing };
  const options = listOptionTexts(choice);
  const full = collectSentences(text);
  const range = { start: stem.tokens.length, end: full.tokens.length };
  return {
    ...full,
    comparable: full.lines.join("\n"),
    ask: stem.ask,
    choice: { question: choice, range, optionTexts: options },
    hasDrawing,
  };
}

/** The options as they are compared: their tokens, whatever stands between them. */
export function listOptionTexts(question: ChoiceQuestion): string[] {
  return question.options.map((option) => toTokenText(option.text));
}

export function toTokenText(text: string): string {
  return listComparableTokens(toComparableText(text)).tokens.join(" ");
}

interface Collected extends Omit<ItemText, "comparable" | "choice" | "hasDrawing"> {
  readonly lines: readonly string[];
}

function collectSentences(text: string): Collected {
  const lines: string[] = [];
  const tokens: string[] = [];
  const words: number[] = [];
  const fixed: number[] = [];
  let wordCount = 0;
  let ask: TokenRange | null = null;
  for (const sentence of splitSentences(text)) {
    const comparable = toComparableText(sentence.text);
    const start = tokens.length;
    const found = listComparableTokens(comparable);
    tokens.push(...found.tokens);
    words.push(...found.words.map((word) => word + wordCount));
    fixed.push(...listFixed(found.tokens, listLabel.test(sentence.text)).map((at) => at + start));
    wordCount += found.wordCount;
    if (sentence.asks && found.tokens.length > 1) ask = { start, end: tokens.length };
    lines.push(comparable);
  }
  return { lines, tokens, words, wordCount, ask, fixed };
}

function listFixed(tokens: readonly string[], isLabelled: boolean): number[] {
  const fixed: number[] = [];
  let isLabelAhead = isLabelled;
  for (const [at, token] of tokens.entries()) {
    if (figure.test(token) && isLabelAhead) isLabelAhead = false;
    else if (figure.test(token) || isFormulaSign(tokens, at)) fixed.push(at);
  }
  return fixed;
}

/** An operator between quantities, or a letter beside one. */
function isFormulaSign(tokens: readonly string[], at: number): boolean {
  if (operator.test(tokens[at] ?? "")) return isQuantity(tokens[at - 1]) && isQuantity(tokens[at + 1]);
  if (!isQuantity(tokens[at])) return false;
  return (
    (operator.test(tokens[at - 1] ?? "") && isQuantity(tokens[at - 2])) ||
    (operator.test(tokens[at + 1] ?? "") && isQuantity(tokens[at + 2]))
  );
}

function isQuantity(token: string | undefined): boolean {
  return token !== undefined && (figure.test(token) || /^\p{L}$/u.test(token));
}
