import { isLetterAt, isProseAfter, isProseBefore } from "./prose-words.ts";

/** What may stand between a sign and the word that it belongs to. */
const gap = /[\s$"'`*]/;
const delimiters = "()[]";

/** Where what stands before a place ends: spaces, quotes and delimiters of formulas are passed over. */
function findEndBefore(text: string, at: number): number {
  let end = at;
  for (;;) {
    if (end > 0 && gap.test(text[end - 1] ?? "")) end -= 1;
    else if (end > 1 && text[end - 2] === "\\" && delimiters.includes(text[end - 1] ?? "")) end -= 2;
    else return end;
  }
}

function findStartAfter(text: string, at: number): number {
  let start = at;
  for (;;) {
    if (start < text.length && gap.test(text[start] ?? "")) start += 1;
    else if (text[start] === "\\" && delimiters.includes(text[start + 1] ?? ".")) start += 2;
    else return start;
  }
}

/**
 * Whether a comma, semicolon or colon at a place stands between parts of a formula, as in `f(1, 2)`, `A, B` or `3 : 4`;
 * beside a word of prose it only divides sentences.
 */
export function isBetweenTerms(text: string, at: number): boolean {
  const end = findEndBefore(text, at);
  const start = findStartAfter(text, at + 1);
  if (end === 0 || start === text.length) return false;
  return !isProseBefore(text, end) && !isProseAfter(text, start);
}

/** Whether an exclamation mark follows a number, a variable or a closing bracket. */
export function isFactorial(text: string, at: number): boolean {
  const before = text[at - 1] ?? "";
  if (/[0-9)\]}!⦄❗]/.test(before)) return true;
  return isLetterAt(text, at - 1) && !isProseBefore(text, at);
}

/** Whether dashes from `start` to `end` are signs, and neither join the parts of a word nor divide a sentence. */
export function isMinus(text: string, start: number, end: number): boolean {
  const spaceBefore = start === 0 || /\s/.test(text[start - 1] ?? "");
  const spaceAfter = end === text.length || /\s/.test(text[end] ?? "");
  if (spaceBefore && !spaceAfter) return true;
  const endBefore = spaceBefore ? findEndBefore(text, start) : start;
  const startAfter = spaceAfter ? findStartAfter(text, end) : end;
  const isProseLeft = endBefore === 0 ? spaceAfter : isProseBefore(text, endBefore);
  const isProseRight = startAfter === text.length || isProseAfter(text, startAfter);
  return !(isProseLeft && isProseRight);
}

/** What an apostrophe is: a mark that counts (a prime), or one of a word or a quotation. */
export function isPrime(text: string, at: number, isQuoteOpen: boolean): boolean {
  const isLetterBefore = isLetterAt(text, at - 1);
  const isLetterAfter = isLetterAt(text, at + 1);
  if (isLetterBefore && isLetterAfter) {
    return (
      !isProseBefore(text, at) && !/^(?:s|t|re|ve|ll|d|m)(?![\p{L}\p{M}])/u.test(text.slice(at + 1, at + 4))
    );
  }
  if (isQuoteOpen && !/[0-9']/.test(text[at + 1] ?? "")) return false;
  return isLetterBefore ? !isProseBefore(text, at) : isAfterTerm(text, at);
}

/** Whether a number, a bracket or another prime ends right before a place. */
export function isAfterTerm(text: string, at: number): boolean {
  return /[0-9)\]}'′⦄]/.test(text[at - 1] ?? "");
}

/** Longest emphasised stretch that is looked for. */
const longestEmphasis = 200;
const openingStars = /(\*{1,3})(?=[^\s*])/y;

/**
 * Markdown's emphasis that begins at a place: stars that stand before a word and again after one, in the same line. Gives
 * how many they are and where the others stand.
 */
export function findEmphasis(
  text: string,
  at: number,
): { readonly size: number; readonly end: number } | undefined {
  if (isWordAt(text, at - 1) || text[at - 1] === "*") return undefined;
  openingStars.lastIndex = at;
  const stars = openingStars.exec(text)?.[1];
  if (stars === undefined) return undefined;
  const end = text.indexOf("*", at + stars.length);
  if (end === -1 || end - at > longestEmphasis || text.slice(at, end).includes("\n")) return undefined;
  const isClosing = text.startsWith(stars, end) && !/\s/.test(text[end - 1] ?? "");
  const after = end + stars.length;
  return isClosing && text[after] !== "*" && !isWordAt(text, after) ? { size: stars.length, end } : undefined;
}

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && (isLetterAt(text, at) || /[0-9]/.test(text[at] ?? ""));
}
