import { listTokens } from "../../kernels/index.ts";

/** LaTeX commands that Unicode has a sign for; the rest stands by its name. */
const signs = new Map([
  ...toSigns("≤", "le leq leqslant"),
  ...toSigns("≥", "ge geq geqslant"),
  ...toSigns("≠", "ne neq"),
  ...toSigns("→", "to rightarrow longrightarrow implies Rightarrow"),
  ...toSigns("+", "plus"),
  ...toSigns("-", "minus"),
  ...toSigns("=", "equal"),
  ...toSigns(":", "colon"),
  ...toSigns("*", "cdot times ast"),
  ...toSigns("/", "div"),
  ...toSigns("…", "ldots dots cdots dotsc dotsb vdots"),
  ...toSigns("±", "pm"),
  ...toSigns("∞", "infty"),
  ...toSigns("∈", "in"),
  ...toSigns("√", "sqrt"),
  ...toSigns("∑", "sum"),
  ...toSigns("∏", "prod"),
  ...toSigns("∫", "int"),
  ...toSigns("∪", "cup"),
  ...toSigns("∩", "cap"),
  ...toSigns("⊂", "subset subseteq"),
  ...toSigns("⊥", "perp"),
  ...toSigns("∥", "parallel"),
  ...toSigns("∠", "angle measuredangle"),
  ...toSigns("△", "triangle bigtriangleup"),
  ...toSigns("°", "circ degree"),
  ...toSigns("|", "vert lvert rvert mid"),
  ...toSigns("%", "%"),
  ...toSigns("$", "$ textdollar"),
  ...toSigns(" frac ", "frac dfrac tfrac cfrac"),
  ...toSigns(" mod ", "bmod pmod mod"),
  ...toSigns(" binom ", "binom dbinom tbinom"),
  ...toSigns("α", "alpha"),
  ...toSigns("β", "beta"),
  ...toSigns("γ", "gamma"),
  ...toSigns("δ", "delta"),
  ...toSigns("ε", "epsilon varepsilon"),
  ...toSigns("ζ", "zeta"),
  ...toSigns("η", "eta"),
  ...toSigns("θ", "theta vartheta"),
  ...toSigns("κ", "kappa"),
  ...toSigns("λ", "lambda"),
  ...toSigns("μ", "mu"),
  ...toSigns("ν", "nu"),
  ...toSigns("ξ", "xi"),
  ...toSigns("π", "pi"),
  ...toSigns("ρ", "rho varrho"),
  ...toSigns("σ", "sigma"),
  ...toSigns("τ", "tau"),
  ...toSigns("φ", "phi varphi"),
  ...toSigns("χ", "chi"),
  ...toSigns("ψ", "psi"),
  ...toSigns("ω", "omega"),
  ...toSigns("Δ", "Delta"),
  ...toSigns("Σ", "Sigma"),
  ...toSigns("Ω", "Omega"),
  ...toSigns("Γ", "Gamma"),
  ...toSigns("Φ", "Phi"),
  ...toSigns("Π", "Pi"),
]);

/** Commands that say how a formula looks, not what it is. */
const dress = new Set(
  [
    "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr displaystyle textstyle scriptstyle limits nolimits",
    "text textbf textit textrm textsf texttt mathrm mathbf mathit mathsf mathbb mathcal mathfrak boldsymbol bf it rm emph",
    "underline operatorname mbox hbox quad qquad hspace vspace newline par noindent begin end mathopen mathclose",
  ]
    .join(" ")
    .split(" "),
);

const mayBeDressed = /[\\$^_]|[^ -\u007e\s]/;
/** `\\frac12` is a half. */
const bareFraction = /\\[dtc]?frac\s*(\d)(\d)/g;
const command = /\\(?:begin|end)\s*\{[^}]*\}|\\([A-Za-z]+)\*?|\\(\S|\s)/g;
const asciiOnly = /^[\0-\x7f]*$/;
const plainSigns = new Map([
  ...Array.from("⁰¹²³⁴⁵⁶⁷⁸⁹", (sign, digit): [string, string] => [sign, `^${digit}`]),
  ...Array.from("−–—", (sign): [string, string] => [sign, "-"]),
  ...Array.from("×·⋅∗", (sign): [string, string] => [sign, "*"]),
  ["⩽", "≤"],
  ["⩾", "≥"],
]);

/**
 * A text in which the spellings of LaTeX and Unicode are one: what is compared word by word. Case and punctuation stay,
 * {@link listComparableTokens} is regardless of them.
 */
export function toComparableText(text: string): string {
  if (!mayBeDressed.test(text)) return text;
  const joined = text.includes("$") || text.includes("\\") ? text.replace(formula, joinLetters) : text;
  const plain = text.includes("\\")
    ? joined.replace(bareFraction, " frac $1 $2 ").replace(command, toCommandText)
    : joined;
  const unscripted = plain.includes("_") ? plain.replace(/_(?=\{)|(?<![\p{L}\p{N}]{2})_/gu, " ") : plain;
  const ungrouped = unscripted.includes("{,}") ? unscripted.replaceAll("{,}", ",") : unscripted;
  return asciiOnly.test(ungrouped) ? ungrouped : toPlainSigns(ungrouped);
}

function toPlainSigns(text: string): string {
  return text
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹−–—×·⋅∗⩽⩾]/gu, (sign) => plainSigns.get(sign) ?? sign)
    .normalize("NFKC")
    .replace(/\^\s*°/gu, "°");
}

/** Space between letters of a formula means nothing: `A B C` is the triangle `ABC`. */
function joinLetters(span: string): string {
  return span.replace(spacedLetter, "");
}

const formula = /\$[^$]{1,2000}\$|\\\([^$]{1,2000}?\\\)|\\\[[^$]{1,2000}?\\\]/g;
const spacedLetter = /(?<=(?<![\\A-Za-z])[A-Za-z]'?)\s+(?=[A-Za-z](?![A-Za-z]))/g;

function toCommandText(_: string, name: string | undefined, sign: string | undefined): string {
  if (name === undefined) return sign === undefined || !/[%$#&{}]/.test(sign) ? " " : sign;
  if (dress.has(name)) return " ";
  return signs.get(name) ?? ` ${name} `;
}

export interface ComparableTokens {
  readonly tokens: readonly string[];
  /** For every token the number of the word ({@link listTokens}) that it is, is a part of, or follows. */
  readonly words: readonly number[];
  readonly wordCount: number;
}

/**
 * The words of a text in lower case and the operators between them, without which 3 + 5 and 3 - 5 would be one. A hyphen
 * inside of a word and the stars of bold print are no operators.
 *
 * @param comparable from {@link toComparableText}
 */
export function listComparableTokens(comparable: string): ComparableTokens {
  const tokens: string[] = [];
  const words: number[] = [];
  let [end, wordCount] = [0, 0];
  const text = comparable.toLowerCase();
  for (const match of text.matchAll(wordOrOperator)) {
    const token = match[0];
    const place = { at: match.index, isAfterWord: end === match.index };
    end = match.index + token.length;
    if (wordStart.test(token)) {
      for (const word of listTokens(token, "alnum")) {
        for (const part of splitWord(word)) words[tokens.push(part) - 1] = wordCount;
        wordCount += 1;
      }
    } else if (!isDecoration(text, token, place)) {
      words[tokens.push(token) - 1] = Math.max(0, wordCount - 1);
    }
  }
  return { tokens, words, wordCount };
}

/** Figures and letters that stand together are parts of a formula: `3x` is what `3 x` is. */
function splitWord(word: string): string[] {
  if (scriptWithoutSpaces.test(word)) return Array.from(word);
  return word.split(figureBorder).map((part) => numberWords.get(part) ?? part);
}

/** Han and kana are single words by themselves. */
const scriptWithoutSpaces =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const figureBorder = /(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/u;

/** `one` is left out: it is a pronoun more often than a number. */
const numberWords = new Map<string, string>([
  ...listNumberWords(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
    2,
    1,
  ),
  ...listNumberWords("sixteen seventeen eighteen nineteen", 16, 1),
  ...listNumberWords("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
]);

function listNumberWords(words: string, first: number, step: number): [string, string][] {
  return words.split(" ").map((word, index) => [word, `${first + step * index}`]);
}

const wordOrOperator = /[\p{L}\p{M}\p{N}_]+|[-+*/=<>^%!|±≤≥≠→√∑∏∫∪∩⊂⊥∥∞∈°¬∨∧≡⊃~]/gu;
const wordStart = /^[\p{L}\p{M}\p{N}_]/u;
const letterBefore = /[\p{L}]{2}$/u;
const letterAfter = /^[\p{L}]{2}/u;

function isDecoration(text: string, token: string, place: { at: number; isAfterWord: boolean }): boolean {
  const after = text.slice(place.at + 1, place.at + 3);
  if (token === "!" || token === "%") return !place.isAfterWord;
  if (token === "|") return false;
  if (after.startsWith(token) || text[place.at - 1] === token) return true;
  if (token !== "-" && token !== "/" && token !== "*") return false;
  const before = text.slice(Math.max(0, place.at - 2), place.at);
  const isInWord = letterBefore.test(before) && letterAfter.test(after);
  const isBullet = /(?:^|\n)\s?$/.test(before) && after.startsWith(" ");
  return isInWord || isBullet;
}

function toSigns(sign: string, names: string): [name: string, sign: string][] {
  return names.split(" ").map((name) => [name, sign]);
}
