/** What is to be done with a character on the way to a strong key. */
export const characterClass = {
  /** White space and punctuation that says nothing. */
  dropped: 1,
  /** A letter that is its own small form. */
  small: 2,
  /** A letter or mark that has another small form. */
  capital: 3,
  digit: 4,
  /** A sign that always counts. */
  symbol: 5,
  /** A sign that counts or not by what stands beside it. */
  mark: 6,
} as const;
export type CharacterClass = (typeof characterClass)[keyof typeof characterClass];

const marks = "\\{}$^_.,;:!-*'`√△∠·∙×⋅‐‑‒–—―−′∗∕⁄∣≦≧⩽⩾";
const bracketRanges = [
  [0x2308, 0x230b],
  [0x27e6, 0x27ef],
  [0x2983, 0x2998],
] as const;
/** Punctuation in Unicode's eyes that means something in a formula, and the signs that keys are written with. */
const meaningful = "()[]#@&%/|\\‖‰⸴❗⸵";

const classes = new Uint8Array(65536);

/** By UTF-16 code unit; halves of characters beyond the first plane are symbols. */
export function classifyCharacter(code: number): CharacterClass {
  const known = classes[code] as number;
  if (known !== 0) return known as CharacterClass;
  const found = classify(String.fromCharCode(code), code);
  classes[code] = found;
  return found;
}

function classify(character: string, code: number): CharacterClass {
  if (marks.includes(character)) return characterClass.mark;
  if (meaningful.includes(character)) return characterClass.symbol;
  if (bracketRanges.some(([first, last]) => code >= first && code <= last)) return characterClass.symbol;
  if (character === "~" || character === "`") return characterClass.dropped;
  if (/[0-9]/.test(character)) return characterClass.digit;
  if (/[\p{L}\p{M}\p{N}]/u.test(character)) {
    return toSmallForm(character) === character ? characterClass.small : characterClass.capital;
  }
  return /[\p{S}\p{Cs}\p{Co}\p{Cn}]/u.test(character) ? characterClass.symbol : characterClass.dropped;
}

/** By way of the capital, so that letters that share one (`ß` and `SS`, `ς` and `σ`) meet. */
export function toSmallForm(character: string): string {
  return Array.from(Array.from(character, toSmallLetters).join(""), toSmallLetters).join("");
}

function toSmallLetters(letter: string): string {
  return Array.from(letter.toUpperCase(), (capital) => capital.toLowerCase()).join("");
}
