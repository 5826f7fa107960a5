import type { TextRange } from "../../extracting/passage.ts";
import { toVisibleText } from "../tasks/shown-text.ts";

/** A text without what copying changes (white space, markup, unseen code points, forms of a character), and where each unit stood. */
export interface NormalText {
  readonly text: string;
  /** `starts[i]` and `ends[i]`: the code units of the original that unit i stands for. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly original: string;
}

const dropped = /[\s*_`~|\\]/u;
const sameMarks: Readonly<Record<string, string>> = {
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "«": '"',
  "»": '"',
  "‐": "-",
  "‑": "-",
  "‒": "-",
  "–": "-",
  "—": "-",
  "−": "-",
};

export function toNormalText(original: string): NormalText {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of original) {
    const end = at + character.length;
    for (const unit of toNormalUnits(character)) {
      units.push(unit);
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { text: units.join(""), starts, ends, original };
}

function toNormalUnits(character: string): string[] {
  if (dropped.test(character) || toVisibleText(character) === "") return [];
  const normal = character.normalize("NFKD").replace(/\s/gu, "");
  return (sameMarks[normal] ?? normal).split("");
}

const maxPlaces = 50;

/** Every place in the original where the words stand, in order; none where a word is missing, changed or put elsewhere. */
export function findPlaces(normal: NormalText, words: string): TextRange[] {
  for (const written of toSpellings(words)) {
    const places = findExactly(normal, toNormalText(written).text);
    if (places.length > 0) return places;
  }
  return [];
}

/** As given, without the Markdown of its links, without the quotation marks around it. */
function toSpellings(words: string): string[] {
  const plain = words.replace(/!?\[([^\]]*)\]\([^)\s]*\)/g, "$1");
  return [words, plain, plain.replace(/^\s*["'“”‘’「]+|["'“”‘’」]+\s*$/gu, "")];
}

/** Places that begin and end between characters, not within the parts of one (é, …, ½). */
function findExactly(normal: NormalText, words: string): TextRange[] {
  const places: TextRange[] = [];
  if (words === "") return places;
  let at = normal.text.indexOf(words);
  while (at >= 0 && places.length < maxPlaces) {
    const start = normal.starts[at];
    const end = normal.ends[at + words.length - 1];
    const isWhole = start !== normal.starts[at - 1] && end !== normal.ends[at + words.length];
    if (start !== undefined && end !== undefined && isWhole) places.push({ start, end });
    at = normal.text.indexOf(words, at + 1);
  }
  return places;
}

const wordCharacter = /[\p{L}\p{N}]/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Whether a range does not begin or end within a word. */
export function isWholeWords(text: string, { start, end }: TextRange): boolean {
  return !joins(text.slice(0, start), text.slice(start)) && !joins(text.slice(0, end), text.slice(end));
}

function joins(before: string, after: string): boolean {
  const last = /.$/su.exec(before.slice(-2))?.[0] ?? "";
  const first = /^./su.exec(after.slice(0, 2))?.[0] ?? "";
  const isWord = (character: string) => wordCharacter.test(character) && !unspaced.test(character);
  return isWord(last) && isWord(first);
}
