import { checkNumbers } from "./check-numbers.ts";
import { type Cover, coverItem } from "./cover-item.ts";
import type { ItemText } from "./item-text.ts";
import type { RowText } from "./row-text.ts";
import type { MatchFeatures } from "./verdict.ts";

/** An item as it is compared with texts of rows. */
export interface ComparedItem {
  readonly text: ItemText;
  /** The item's tokens as numbers of the vocabulary. */
  readonly tokens: Int32Array;
  /** Characters of each token. */
  readonly sizes: Uint8Array;
  /** The text of the item's `strong` key, and where in it each token begins, -1 where it does not say. */
  readonly keyText: string;
  readonly keyPlaces: Int32Array;
}

/** What an item and a text of a row have in common; what depends on all rows is not yet in it. */
export interface TextMatch {
  readonly method: "words" | "characters" | "options";
  readonly place: "prompt" | "output";
  /** Which of the item's tokens are found. */
  readonly isFound: Uint8Array;
  /** Tokens at the beginning of the item that count: all, or the stem where the row has no options. */
  readonly length: number;
  readonly containment: number;
  /** Set where `isFound` says nothing of it. */
  readonly inserted: number;
  readonly numbers: MatchFeatures["numbers"];
  readonly options: MatchFeatures["options"];
}

/** Characters of a key text that are compared one by one; fewer are met by chance. */
export const shortestDense = 16;

/** Options that the item and the row share in part are others. */
const sameOptions = 0.9;
const anyOptions = 0.5;

/** Words that are missing are looked for by their characters only where many are there: they stand in place by chance else. */
const fewWords = 0.3;

/**
 * Compares word by word and, where words are missing, character by character: formulas are spaced and spelt in many ways,
 * and some languages are written without spaces.
 */
export function matchText(item: ComparedItem, row: RowText): TextMatch {
  const words = matchWords(item, row);
  const isAsked = words.containment >= fewWords && words.containment < 1;
  return isAsked && item.keyText.length >= shortestDense ? addCharacters(words, item, row) : words;
}

function matchWords(item: ComparedItem, row: RowText): TextMatch {
  const { text, tokens } = item;
  const cover = coverItem(item, row.runs);
  const options = compareOptions(item, row, cover);
  const isFound = Uint8Array.from(cover.rowTokens, (at) => (at >= 0 ? 1 : 0));
  const range = text.choice?.range;
  if (options === "agree" && range !== undefined) isFound.fill(1, range.start, range.end);
  const length = options === "missing" ? (range?.start ?? tokens.length) : tokens.length;
  const isInOptions = (at: number) => range !== undefined && at >= range.start && at < range.end;
  const fixed = range === undefined ? text.fixed : text.fixed.filter((at) => !isInOptions(at));
  return {
    method: options === "agree" && hasMoved(cover, range) ? "options" : "words",
    place: row.place,
    isFound,
    length,
    containment: toShare(isFound, 0, length),
    inserted: cover.inserted,
    numbers: checkNumbers({ item: tokens, fixed, cover, row: row.runs.row }),
    options,
  };
}

function compareOptions({ text }: ComparedItem, row: RowText, cover: Cover): MatchFeatures["options"] {
  if (text.choice === null) return "none";
  const { optionTexts, range } = text.choice;
  const offered = row.options;
  if (offered !== null && offered.size >= optionTexts.length) {
    const shared = optionTexts.filter((option) => offered.has(option)).length / optionTexts.length;
    if (shared >= sameOptions) return "agree";
    if (shared < anyOptions) return "differ";
  }
  const found = Uint8Array.from(cover.rowTokens, (at) => (at >= 0 ? 1 : 0));
  const share = toShare(found, range.start, range.end);
  if (share >= sameOptions) return "agree";
  return offered === null && share < anyOptions ? "missing" : "differ";
}

/** Whether the options stand in another order than the item's. */
function hasMoved(
  cover: Cover,
  range: { readonly start: number; readonly end: number } | undefined,
): boolean {
  if (range === undefined) return false;
  let last = -1;
  for (let at = range.start; at < range.end; at += 1) {
    const place = cover.rowTokens[at] as number;
    if (place < 0 || place < last) return true;
    last = place;
  }
  return false;
}

/** A token is in its place where the characters before and after it are the item's. */
const sameAround = 5;

function addCharacters(words: TextMatch, item: ComparedItem, row: RowText): TextMatch {
  const isFound = words.isFound.slice();
  for (const [at, place] of item.keyPlaces.entries()) {
    if (isFound[at] === 0 && standsInside(item, at, { place, text: row.keyText })) isFound[at] = 1;
  }
  addUnspelt(isFound, item);
  const containment = toShare(isFound, 0, words.length);
  if (containment <= words.containment) return words;
  const hasNumbers = item.text.fixed.every((at) => at >= words.length || isFound[at] === 1);
  const numbers = words.numbers === "differ" && hasNumbers ? "agree" : words.numbers;
  const method = words.method === "options" ? "options" : "characters";
  return { ...words, method, isFound, containment, numbers };
}

/** False at both ends of an item, where a number or a name may go on. */
function standsInside(
  { keyText, sizes }: ComparedItem,
  at: number,
  key: { place: number; text: string },
): boolean {
  const start = key.place - sameAround;
  const end = key.place + (sizes[at] as number) + sameAround;
  return (
    key.place >= 0 && start >= 0 && end <= keyText.length && key.text.includes(keyText.slice(start, end))
  );
}

/** What the key spells otherwise is taken to stand where both its neighbours do; numbers are not. */
function addUnspelt(isFound: Uint8Array, { keyPlaces, text }: ComparedItem): void {
  const isFixed = new Set(text.fixed);
  for (const [at, place] of keyPlaces.entries()) {
    if (place < 0 && !isFixed.has(at) && isFound[at - 1] !== 0 && isFound[at + 1] !== 0) isFound[at] = 1;
  }
}

export function toShare(isFound: Uint8Array, start: number, end: number): number {
  let found = 0;
  for (let at = start; at < end; at += 1) found += isFound[at] as number;
  return found / Math.max(1, end - start);
}
