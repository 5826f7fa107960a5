import { characterClass, classifyCharacter, toSmallForm } from "./character-class.ts";
import { formulaCommands } from "./formula-commands.ts";
import { isDigit, KeyTextBuffer } from "./key-text-buffer.ts";
import { isLetterAt } from "./prose-words.ts";
import { isAfterTerm, isBetweenTerms, isFactorial, isMinus, isPrime } from "./punctuation.ts";
import { toCompatibilityForm } from "./unicode-forms.ts";

/**
 * The text of the key `strong` (roots R0, K2). Its alphabet is smaller than that of texts: signs that count stand as
 * characters of their own (`−` minus, `′` prime, `⸴` between terms, `∶` ratio, `❗` factorial, `⦃⦄` braces, `⸵` end of a row),
 * so that the text of a key is its own key.
 */
export function toStrongText(text: string): string {
  const form = toCompatibilityForm(text);
  const written = new StrongWriter(form).write();
  return form === text && isAsciiText.test(text) ? written : written.normalize("NFKC");
}

const isAsciiText = /^[\0-\x7f]*$/;

/** Arguments within arguments that are followed; what begins deeper ones is left out. */
const deepest = 64;

const signs = {
  minus: 0x2212,
  prime: 0x2032,
  separator: 0x2e34,
  ratio: 0x2236,
  factorial: 0x2757,
  rowBreak: 0x2e35,
  openBrace: 0x2983,
  closeBrace: 0x2984,
  norm: 0x2016,
  root: 0x221a,
  ring: 0x2218,
  degree: 0xb0,
} as const;
const [openParen, closeParen, slash, caret, underscore, dot] = [40, 41, 47, 94, 95, 46];
const [openGroup, closeGroup, backslash] = [123, 125, 92];

/** Characters that mean the same as another one. */
const sameSigns: Readonly<Record<string, number>> = {
  "·": 0x22c5,
  "∙": 0x22c5,
  "⋅": 0x22c5,
  "×": 0xd7,
  "∗": 42,
  "∕": slash,
  "⁄": slash,
  "∣": 124,
  "≦": 0x2264,
  "⩽": 0x2264,
  "≧": 0x2265,
  "⩾": 0x2265,
  "−": signs.minus,
  "′": signs.prime,
};

const dashes = /[-‐‑‒–—―]/;
const buffer = new KeyTextBuffer();

/** Reads a text once from its beginning to its end. */
class StrongWriter {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  #isQuoteOpen = false;
  #isTexQuoteOpen = false;

  constructor(text: string) {
    this.#text = text;
    buffer.clear();
  }

  write(): string {
    this.#writeUntil(false);
    return buffer.toString();
  }

  /** To the end of the text, or past the brace that ends the group. */
  #writeUntil(isGroup: boolean): void {
    const text = this.#text;
    let open = 0;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      if (code === openGroup) open += this.#openBrace();
      else if (code !== closeGroup) this.#writeCharacter(code);
      else {
        this.#at += 1;
        if (isGroup && open === 0) return;
        open = Math.max(open - 1, 0);
        buffer.push(signs.closeBrace);
      }
    }
  }

  /** A brace that is no argument's; `{,}` and `{.}` are just the sign. Gives the number of braces to be closed. */
  #openBrace(): 0 | 1 {
    const [, sign = ""] = this.#text[this.#at + 2] === "}" ? [0, this.#text[this.#at + 1]] : [];
    if (sign === "," || sign === ".") {
      buffer.push(sign === "." ? dot : signs.separator);
      this.#at += 3;
      return 0;
    }
    buffer.push(signs.openBrace);
    this.#at += 1;
    return 1;
  }

  #writeCharacter(code: number): void {
    const kind = classifyCharacter(code);
    if (kind === characterClass.digit) this.#writeNumber();
    else if (kind === characterClass.mark) this.#writeMark(code);
    else {
      if (kind === characterClass.small) buffer.push(code);
      else if (kind === characterClass.symbol) buffer.pushSymbol(code);
      else if (kind === characterClass.capital) pushSmallForm(code);
      this.#at += 1;
    }
  }

  #writeNumber(): void {
    buffer.beginNumber();
    this.#writeDigits();
  }

  #writeDigits(): void {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (!isDigit(code) && !(code === dot && isDigit(text.charCodeAt(this.#at + 1)))) return;
      buffer.push(code);
      this.#at += 1;
    }
  }

  #writeMark(code: number): void {
    const character = this.#text[this.#at] ?? "";
    const same = sameSigns[character];
    if (same !== undefined) this.#take(1, same);
    else if (dashes.test(character)) this.#writeDashes();
    else this.#writeSign(character, code);
  }

  #writeSign(character: string, code: number): void {
    const text = this.#text;
    switch (character) {
      case "\\":
        this.#writeCommand();
        break;
      case "^":
      case "_":
        this.#writeScript(code);
        break;
      case ".":
        this.#writeDots();
        break;
      case ",":
      case ";":
        this.#take(1, isBetweenTerms(text, this.#at) ? signs.separator : undefined);
        break;
      case ":":
        this.#take(1, isBetweenTerms(text, this.#at) ? signs.ratio : undefined);
        break;
      case "!":
        this.#take(1, isFactorial(text, this.#at) ? signs.factorial : undefined);
        break;
      case "'":
      case "`":
        this.#writeQuote(character);
        break;
      case "√":
        this.#take(1, signs.root);
        if (text.charCodeAt(this.#skipSpace()) === openGroup) this.#writeEnclosed();
        break;
      default:
        this.#at += 1;
    }
  }

  /** Passes some characters and writes a sign in their place, or nothing. */
  #take(size: number, code: number | undefined): void {
    this.#at += size;
    if (code !== undefined) buffer.pushSymbol(code);
  }

  #writeDashes(): void {
    const start = this.#at;
    let end = start;
    while (dashes.test(this.#text[end] ?? "")) end += 1;
    const isSign = isMinus(this.#text, start, end);
    for (this.#at = start; this.#at < end; ) this.#take(1, isSign ? signs.minus : undefined);
  }

  #writeDots(): void {
    const text = this.#text;
    let end = this.#at;
    while (text.charCodeAt(end) === dot) end += 1;
    const isDecimal =
      end === this.#at + 1 && isDigit(text.charCodeAt(end)) && !isLetterAt(text, this.#at - 1);
    if (end - this.#at >= 3) buffer.pushEllipsis();
    this.#at = end;
    if (!isDecimal) return;
    buffer.beginNumber();
    buffer.pushText("0.");
    this.#writeDigits();
  }

  #writeQuote(character: "'" | "`"): void {
    const text = this.#text;
    if (text[this.#at + 1] === character && (character === "`" || this.#isTexQuoteOpen)) {
      this.#isTexQuoteOpen = character === "`";
      this.#take(2, undefined);
      return;
    }
    const isAfterText = isLetterAt(text, this.#at - 1) || isAfterTerm(text, this.#at);
    const counts = character === "'" && isAfterText && isPrime(text, this.#at, this.#isQuoteOpen);
    if (!counts) this.#isQuoteOpen = !isAfterText;
    this.#take(1, counts ? signs.prime : undefined);
  }

  /** What is raised or lowered; only braces and commands need a look, all else follows by itself. */
  #writeScript(code: number): void {
    this.#at += 1;
    buffer.pushSymbol(code);
    const start = buffer.length;
    const next = this.#skipSpace();
    if (this.#text.charCodeAt(next) !== openGroup && !this.#isArgumentCommand(next)) return;
    this.#writeEnclosed();
    if (code === caret) this.#tidyRaised(start);
  }

  #isArgumentCommand(at: number): boolean {
    if (this.#text[at] !== "\\" || !isCommandLetter(this.#text.charCodeAt(at + 1))) return false;
    const kind = formulaCommands.get(readName(this.#text, at + 1))?.kind;
    return kind !== "silent" && kind !== "spacing";
  }

  /** `90^{\circ}` is 90°, `f^\prime` is f′. */
  #tidyRaised(start: number): void {
    if (buffer.isJust(start, signs.ring) || buffer.isJust(start, signs.degree)) {
      buffer.removeAt(start);
      buffer.removeAt(start - 1);
      buffer.push(signs.degree);
    } else if (buffer.isJust(start, signs.prime)) buffer.removeAt(start - 1);
  }

  /** An argument, in parentheses where it is more than one thing. */
  #writeEnclosed(): void {
    const start = buffer.length;
    this.#writeArgument();
    buffer.enclose(start);
  }

  #writeArgument(): void {
    this.#at = this.#skipSpace();
    const code = this.#text.charCodeAt(this.#at);
    if (this.#depth >= deepest) this.#take(1, undefined);
    else if (code === openGroup) this.#writeGroup();
    else if (code === backslash) this.#writeInner(() => this.#writeCommand());
    else if (isDigit(code)) {
      buffer.beginNumber();
      this.#take(1, code);
    } else if (this.#at < this.#text.length && code !== closeGroup) this.#writeCharacter(code);
  }

  #writeGroup(): void {
    this.#at += 1;
    this.#writeInner(() => this.#writeUntil(true));
  }

  #writeInner(write: () => void): void {
    this.#depth += 1;
    write();
    this.#depth -= 1;
  }

  #skipSpace(): number {
    let at = this.#at;
    while (isSpace(this.#text.charCodeAt(at))) at += 1;
    return at;
  }

  #writeCommand(): void {
    const text = this.#text;
    if (isCommandLetter(text.charCodeAt(this.#at + 1))) {
      const name = readName(text, this.#at + 1);
      this.#at += 1 + name.length;
      this.#writeNamed(name);
      return;
    }
    const character = text[this.#at + 1] ?? "";
    if ("()[],;:!> \n/-@$".includes(character)) this.#take(2, undefined);
    else if (character in escapedSigns) this.#take(2, escapedSigns[character]);
    else this.#at += 1;
  }

  #writeNamed(name: string): void {
    const command = formulaCommands.get(name);
    switch (command?.kind) {
      case undefined:
        buffer.pushText(name.toLowerCase());
        break;
      case "symbol":
        this.#writeSymbol(command.symbol);
        break;
      case "ellipsis":
        buffer.pushEllipsis();
        break;
      case "silent":
        if (/^(?:left|right)$/.test(name) && this.#text[this.#skipSpace()] === ".")
          this.#at = this.#skipSpace() + 1;
        break;
      case "spacing":
        this.#skipLength();
        break;
      case "wrapping":
        this.#writeWrapped();
        break;
      case "fraction":
        this.#writeFraction();
        break;
      case "binomial":
        buffer.pushText("binom");
        this.#writeParenthesised();
        this.#writeParenthesised();
        break;
      case "root":
        this.#writeRoot();
        break;
    }
  }

  #writeSymbol(symbol: string): void {
    buffer.pushSymbol(symbol.charCodeAt(0));
  }

  #skipLength(): void {
    if (this.#text[this.#at] === "*") this.#at += 1;
    const end = this.#text[this.#at] === "{" ? this.#text.indexOf("}", this.#at) : -1;
    if (end !== -1) this.#at = end + 1;
  }

  #writeWrapped(): void {
    if (this.#text[this.#at] === "*") this.#at += 1;
    const next = this.#skipSpace();
    if (this.#text.charCodeAt(next) !== openGroup || this.#depth >= deepest) return;
    this.#at = next;
    this.#writeGroup();
  }

  #writeFraction(): void {
    buffer.push(openParen);
    this.#writeEnclosed();
    buffer.push(slash);
    this.#writeEnclosed();
    buffer.push(closeParen);
  }

  #writeParenthesised(): void {
    buffer.push(openParen);
    this.#writeArgument();
    buffer.push(closeParen);
  }

  #writeRoot(): void {
    buffer.push(signs.root);
    const next = this.#skipSpace();
    const end = this.#text[next] === "[" ? this.#text.indexOf("]", next) : -1;
    if (end !== -1) {
      this.#at = next;
      while (this.#at <= end) this.#writeCharacter(this.#text.charCodeAt(this.#at));
    }
    this.#writeEnclosed();
  }
}

const escapedSigns: Readonly<Record<string, number>> = {
  "\\": signs.rowBreak,
  "{": signs.openBrace,
  "}": signs.closeBrace,
  "|": signs.norm,
  "%": 37,
  "#": 35,
  "&": 38,
  _: underscore,
};

function pushSmallForm(code: number): void {
  if (code < 128) buffer.push(code | 32);
  else buffer.pushText(toSmallForm(String.fromCharCode(code)));
}

function isCommandLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

function readName(text: string, start: number): string {
  let end = start;
  while (isCommandLetter(text.charCodeAt(end))) end += 1;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
