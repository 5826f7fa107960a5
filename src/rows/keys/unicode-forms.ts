const isAscii = /^[\0-\x7f]*$/;

const raised: Readonly<Record<string, string>> = toDigits("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+-=()ni");
const lowered: Readonly<Record<string, string>> = toDigits("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()");

function toDigits(from: string, to: string): Record<string, string> {
  return Object.fromEntries(Array.from(from, (character, index) => [character, to[index] ?? ""]));
}

const raisedRun = /[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]+/g;
const loweredRun = /[₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎]+/g;
/** Numbers and symbols that compatibility forms would run together with the digits beside them. */
const composedNumber = /[\p{No}\p{So}]/gu;
/** Characters that stand for an apostrophe. Compatibility forms would turn the first into a space and an accent. */
const accent = /´/g;
const apostrophe = /[‘’‛ʼ]/g;
/** Soft hyphens, joiners, marks of direction and of byte order, selectors of variants: nothing that one reads. */
const ignorable = /[\p{Default_Ignorable_Code_Point}--[\u3164\uffa0\u115f\u1160]]/gv;

/**
 * The text in Unicode's compatibility form (NFKC), save that what stands raised, lowered or as a fraction is written as a
 * formula first: the form alone would make `2¹⁰` the number 210.
 */
export function toCompatibilityForm(text: string): string {
  const single = toSingleBackslashes(text);
  if (isAscii.test(single)) return single;
  return single
    .replace(ignorable, "")
    .replace(accent, "'")
    .replace(raisedRun, (run) => `^{${spell(run, raised)}}`)
    .replace(loweredRun, (run) => `_{${spell(run, lowered)}}`)
    .replace(composedNumber, spellComposed)
    .normalize("NFKC")
    .replace(apostrophe, "'");
}

/** Where every backslash is doubled and some begin a command, the text was escaped once too often. */
function toSingleBackslashes(text: string): string {
  if (!/\\\\[A-Za-z([]/.test(text) || /(?<!\\)(?:\\\\)*\\(?!\\)/.test(text)) return text;
  return text.replaceAll("\\\\", "\\");
}

function spell(run: string, table: Readonly<Record<string, string>>): string {
  return Array.from(run, (character) => table[character] ?? character).join("");
}

function spellComposed(character: string): string {
  const form = character.normalize("NFKC");
  const [, above, below] = /^(\d+)\u2044(\d*)$/.exec(form) ?? [];
  if (above !== undefined) return `\\frac{${above}}{${below}}`;
  return /\d/.test(form) ? ` ${form} ` : character;
}
