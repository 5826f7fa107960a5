import { characterClass, classifyCharacter, toSmallForm } from "./character-class.ts";
import { FormulaWriter } from "./formula-writer.ts";
import { keySigns, sameSigns } from "./key-signs.ts";
import { isDigit, KeyTextBuffer } from "./key-text-buffer.ts";
import { isLetterAt } from "./prose-words.ts";
import { findEmphasis, isAfterTerm, isBetweenTerms, isFactorial, isMinus, isPrime } from "./punctuation.ts";
import { TextCursor } from "./text-cursor.ts";
import { toCompatibilityForm } from "./unicode-forms.ts";

/**
 * The text of the key `strong` (roots R0, K2). Its alphabet is smaller than that of texts: signs that count stand as
 * characters of their own ({@link keySigns}), so that the text of a key is its own key.
 */
export function toStrongText(text: string): string {
  const form = toCompatibilityForm(text);
  const written = new StrongWriter(form).write();
  return form === text && isAsciiText.test(text) ? written : written.normalize("NFKC");
}

const isAsciiText = /^[\0-\x7f]*$/;
const [openGroup, closeGroup, dot] = [123, 125, 46];
const dashes = /[-‐‑‒–—―]/;
const dashRun = /[-‐‑‒–—―]+/y;
const dotRun = /\.+/y;
const blank = /_{3,}/y;
/** A comma or point that LaTeX is told to print without space. */
const bracedSign = /\{[,.]\}/y;
const emptyGroup = /\{\}/y;
const groupedNumber = /[1-9]\d{0,2}(?:(?:,|\{,\})\d{3})+(?!,?\d)/y;
const plainlyGrouped = /[1-9]\d{0,2}(?:\{,\}\d{3})+(?!,?\d)/y;

const buffer = new KeyTextBuffer();

class StrongWriter {
  readonly #cursor: TextCursor;
  readonly #formulas: FormulaWriter;
  #isQuoteOpen = false;
  #isTexQuoteOpen = false;
  /** Where emphasis that was begun ends; the signs there are dropped. */
  #emphasisEnd = -1;

  constructor(text: string) {
    this.#cursor = new TextCursor(text);
    this.#formulas = new FormulaWriter({ cursor: this.#cursor, buffer, writer: this });
    buffer.clear();
  }

  write(): string {
    this.#writeUntil(false);
    return buffer.toString();
  }

  writeGroup(): void {
    this.#cursor.at += 1;
    this.#writeUntil(true);
  }

  writeCharacter(): void {
    const code = this.#cursor.code;
    const kind = classifyCharacter(code);
    if (kind === characterClass.digit) this.#writeNumber();
    else if (kind === characterClass.mark) this.#writeMark(code);
    else {
      if (kind === characterClass.small) buffer.push(code);
      else if (kind === characterClass.symbol) buffer.pushSymbol(code);
      else if (kind === characterClass.capital) pushSmallForm(code);
      this.#cursor.at += 1;
    }
  }

  /** To the end of the text, or past the brace that ends the group. */
  #writeUntil(isGroup: boolean): void {
    const cursor = this.#cursor;
    let open = 0;
    while (!cursor.isAtEnd) {
      const code = cursor.code;
      if (code === openGroup) open += this.#openBrace();
      else if (code !== closeGroup) this.writeCharacter();
      else {
        cursor.at += 1;
        if (isGroup && open === 0) return;
        open = Math.max(open - 1, 0);
        buffer.pushSymbol(keySigns.closeBrace);
      }
    }
  }

  /** A brace that is no argument's. Gives the number of braces to be closed. */
  #openBrace(): 0 | 1 {
    const cursor = this.#cursor;
    const sign = cursor.match(bracedSign);
    if (sign !== undefined) this.#take(3, sign === "{.}" ? dot : keySigns.separator);
    else if (cursor.match(emptyGroup) !== undefined) this.#take(2, undefined);
    else {
      this.#take(1, keySigns.openBrace);
      return 1;
    }
    return 0;
  }

  #writeNumber(): void {
    buffer.beginNumber();
    const cursor = this.#cursor;
    const isFirst = cursor.peek(-1) !== ",";
    const grouped = isFirst ? cursor.match(buffer.isInBrackets ? plainlyGrouped : groupedNumber) : undefined;
    if (grouped !== undefined) {
      for (const digit of grouped) if (digit >= "0" && digit <= "9") buffer.push(digit.charCodeAt(0));
      cursor.at += grouped.length;
    }
    this.#writeDigits();
  }

  #writeDigits(): void {
    const { text } = this.#cursor;
    for (;;) {
      const code = this.#cursor.code;
      if (!isDigit(code) && !(code === dot && isDigit(text.charCodeAt(this.#cursor.at + 1)))) return;
      buffer.push(code);
      this.#cursor.at += 1;
    }
  }

  #writeMark(code: number): void {
    const character = this.#cursor.peek();
    const same = sameSigns[character];
    if (same !== undefined) this.#take(1, same);
    else if (dashes.test(character)) this.#writeDashes();
    else this.#writeSign(character, code);
  }

  #writeSign(character: string, code: number): void {
    const { text, at } = this.#cursor;
    switch (character) {
      case "\\":
        this.#formulas.writeCommand();
        break;
      case "^":
        this.#formulas.writeScript(code);
        break;
      case "_":
        this.#writeUnderscore(code);
        break;
      case "√":
        this.#cursor.at += 1;
        this.#formulas.writeRoot(false);
        break;
      case ".":
        this.#writeDots();
        break;
      case ",":
      case ";":
        this.#take(1, isBetweenTerms(text, at) ? keySigns.separator : undefined);
        break;
      case ":":
        this.#take(1, isBetweenTerms(text, at) ? keySigns.ratio : undefined);
        break;
      case "!":
        this.#take(1, isFactorial(text, at) ? keySigns.factorial : undefined);
        break;
      case "*":
        this.#writeStar();
        break;
      case "'":
      case "`":
        this.#writeQuote(character);
        break;
      default:
        buffer.pushText(spelledSigns[character] ?? "");
        this.#cursor.at += 1;
    }
  }

  /** Passes some characters and writes a sign in their place, or nothing. */
  #take(size: number, code: number | undefined): void {
    this.#cursor.at += size;
    if (code !== undefined) buffer.pushSymbol(code);
  }

  #writeDashes(): void {
    const { text, at } = this.#cursor;
    const end = at + (this.#cursor.match(dashRun)?.length ?? 1);
    const isSign = isMinus(text, at, end);
    while (this.#cursor.at < end) this.#take(1, isSign ? keySigns.minus : undefined);
  }

  #writeDots(): void {
    const { text, at } = this.#cursor;
    const count = this.#cursor.match(dotRun)?.length ?? 1;
    this.#cursor.at += count;
    if (count >= 3) buffer.pushEllipsis();
    if (count !== 1 || !isDigit(this.#cursor.code) || isLetterAt(text, at - 1)) return;
    buffer.beginNumber();
    buffer.pushText("0.");
    this.#writeDigits();
  }

  /** A place to be filled in says nothing. */
  #writeUnderscore(code: number): void {
    const filled = this.#cursor.match(blank);
    if (filled === undefined) this.#formulas.writeScript(code);
    else this.#cursor.at += filled.length;
  }

  #writeStar(): void {
    const { text, at } = this.#cursor;
    if (at === this.#emphasisEnd) {
      while (this.#cursor.peek() === "*") this.#cursor.at += 1;
      return;
    }
    const emphasis = findEmphasis(text, at);
    if (emphasis === undefined) this.#take(1, keySigns.star);
    else {
      this.#emphasisEnd = emphasis.end;
      this.#cursor.at += emphasis.size;
    }
  }

  #writeQuote(character: "'" | "`"): void {
    const { text, at } = this.#cursor;
    if (text[at + 1] === character && (character === "`" || this.#isTexQuoteOpen)) {
      this.#isTexQuoteOpen = character === "`";
      this.#take(2, undefined);
      return;
    }
    const isAfterText = isLetterAt(text, at - 1) || isAfterTerm(text, at);
    const counts = character === "'" && isAfterText && isPrime(text, at, this.#isQuoteOpen);
    if (!counts) this.#isQuoteOpen = !isAfterText;
    this.#take(1, counts ? keySigns.prime : undefined);
  }
}

const spelledSigns: Readonly<Record<string, string>> = { "△": "triangle", "∠": "angle" };

function pushSmallForm(code: number): void {
  if (code < 128) buffer.push(code | 32);
  else buffer.pushText(toSmallForm(String.fromCharCode(code)));
}
