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
  /** The text of the item's `strong` key, and that of the sentence that sets the task. */
  readonly keyText: string;
  readonly askKeyText: string | null;
  /** Whether it is compared by characters too: formulas, and languages without spaces. */
  readonly hasDenseText: boolean;
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
  readonly ask: number | null;
  readonly inserted: number;
  readonly numbers: MatchFeatures["numbers"];
  readonly options: MatchFeatures["options"];
}

/** Options that the item and the row share in part are others. */
const sameOptions = 0.9;
const anyOptions = 0.5;

/** Compares word by word, and where that is too coarse character by character; the better of the two counts. */
export function matchText(item: ComparedItem, row: RowText): TextMatch {
  const words = matchWords(item, row);
  if (!item.hasDenseText || words.containment >= 1) return words;
  const characters = matchCharacters(item, row);
  return characters.containment > words.containment ? characters : words;
}

function matchWords(item: ComparedItem, row: RowText): TextMatch {
  const { text, tokens } = item;
  const cover = coverItem(tokens, row.runs);
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
    ask: null,
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
function hasMoved(cover: Cover, range: { readonly start: number; readonly end: number } | undefined): boolean {
  if (range === undefined) return false;
  let last = -1;
  for (let at = range.start; at < range.end; at += 1) {
    const place = cover.rowTokens[at] as number;
    if (place < 0 || place < last) return true;
    last = place;
  }
  return false;
}

function matchCharacters(item: ComparedItem, row: RowText): TextMatch {
  const { share, hasFigures } = row.characters.cover(item.keyText);
  const { tokens, askKeyText } = item;
  return {
    method: "characters",
    place: row.place,
    isFound: new Uint8Array(tokens.length).fill(1, 0, Math.round(share * tokens.length)),
    length: tokens.length,
    containment: share,
    ask: askKeyText === null ? null : row.characters.cover(askKeyText).share,
    inserted: 0,
    numbers: /\d/.test(item.keyText) ? (hasFigures ? "agree" : "differ") : "none",
    options: item.text.choice === null ? "none" : share >= sameOptions ? "agree" : "differ",
  };
}

export function toShare(isFound: Uint8Array, start: number, end: number): number {
  let found = 0;
  for (let at = start; at < end; at += 1) found += isFound[at] as number;
  return found / Math.max(1, end - start);
}
