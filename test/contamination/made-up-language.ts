import type { SeededRandom } from "./seeded-random.ts";

const syllables = [
  "ka",
  "vel",
  "tor",
  "mi",
  "sun",
  "dra",
  "pel",
  "o",
  "nash",
  "ri",
  "que",
  "lum",
  "ve",
  "sta",
  "zo",
];

/**
 * A text as a translation leaves it for one who reads only numbers and formulas: every word outside of formulas is another,
 * the same one each time.
 */
export function toMadeUpLanguage(text: string, random: SeededRandom): string {
  const shift = random.between(1, 999);
  return text
    .split(/(\$[^$]*\$)/)
    .map((part) => (part.startsWith("$") ? part : replaceWords(part, shift)))
    .join("");
}

function replaceWords(text: string, shift: number): string {
  return text.replace(/[\p{L}_]+/gu, (word) =>
    word.length === 1 ? word : toMadeUpWord(word.toLowerCase(), shift),
  );
}

function toMadeUpWord(word: string, shift: number): string {
  let state = shift;
  for (const letter of word) state = (state * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  const length = 1 + (state % 3);
  let made = "";
  for (let index = 0; index < length; index += 1) {
    state = (state * 1103515245 + 12345) >>> 0;
    made += syllables[(state >>> 8) % syllables.length];
  }
  return made;
}
