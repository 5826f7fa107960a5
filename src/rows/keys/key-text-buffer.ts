import { keySigns } from "./key-signs.ts";

const zero = 48;
const nine = 57;

export function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}

const space = 32;
const dot = 46;
const openParen = 40;
const closeParen = 41;
const less = 60;
const equals = 61;
const greater = 62;
const underscore = 95;
const times = 0xd7;
const dotProduct = 0x22c5;
const { star, minus, openBrace, closeBrace } = keySigns;
const [openBracket, closeBracket] = [91, 93];

/**
 * A key's text while it is written. What depends on what stands before is decided here, on what was written rather than on
 * what was read, so that a key's text is its own key's text.
 */
export class KeyTextBuffer {
  #codes = new Uint16Array(1024);
  #length = 0;
  #open = 0;

  clear(): void {
    this.#length = 0;
    this.#open = 0;
  }

  get length(): number {
    return this.#length;
  }

  get last(): number {
    return this.#length === 0 ? 0 : (this.#codes[this.#length - 1] as number);
  }

  /** A code unit as it is. */
  push(code: number): void {
    if (this.#length === this.#codes.length) this.#grow();
    this.#codes[this.#length++] = code;
  }

  pushText(text: string): void {
    for (let at = 0; at < text.length; at += 1) this.push(text.charCodeAt(at));
  }

  /** Two numbers never run together. */
  beginNumber(): void {
    if (isDigit(this.last)) this.push(space);
  }

  pushSymbol(code: number): void {
    this.#open = Math.max(0, this.#open + toOpening(code));
    if (code === equals && this.last === less) this.#replaceLast(0x2264);
    else if (code === equals && this.last === greater) this.#replaceLast(0x2265);
    else if ((code === times || code === dotProduct) && isDigit(this.last)) this.push(star);
    else if (code !== underscore || this.last !== underscore) this.push(code);
  }

  pushEllipsis(): void {
    if (this.last !== dot) this.pushText("...");
  }

  /** Puts what was written since `start` in parentheses or the like, unless it is one thing anyway. */
  enclose(start: number, open = openParen, close = closeParen): void {
    if (this.#isOne(start)) return;
    this.push(0);
    this.#codes.copyWithin(start + 1, start, this.#length - 1);
    this.#codes[start] = open;
    this.push(close);
  }

  /** Whether what was written since `start` is just this character. */
  isJust(start: number, code: number): boolean {
    return this.#length === start + 1 && this.last === code;
  }

  /** Takes back what was written since `start`. */
  cut(start: number): void {
    while (this.#length > start) {
      this.#length -= 1;
      this.#open = Math.max(0, this.#open - toOpening(this.#codes[this.#length] as number));
    }
  }

  replaceFrom(start: number, code: number): void {
    this.cut(start);
    this.push(code);
  }

  /** Whether an opened bracket has not been closed yet. */
  get isInBrackets(): boolean {
    return this.#open > 0;
  }

  toString(): string {
    return Buffer.from(this.#codes.buffer, 0, this.#length * 2).toString("utf16le");
  }

  /** A character or a number, also with a minus, or something in parentheses of its own. */
  #isOne(from: number): boolean {
    if (this.#length === from) return false;
    const start = this.#codes[from] === minus && this.#length > from + 1 ? from + 1 : from;
    if (this.#length === start + 1) return true;
    let depth = 0;
    const isEnclosed = start === from && this.#codes[start] === openParen;
    for (let at = start; at < this.#length; at += 1) {
      const code = this.#codes[at] as number;
      if (isEnclosed) {
        depth += code === openParen ? 1 : code === closeParen ? -1 : 0;
        if (depth === 0) return at === this.#length - 1;
      } else if (!isDigit(code) && code !== dot) return false;
    }
    return !isEnclosed;
  }

  #replaceLast(code: number): void {
    this.#codes[this.#length - 1] = code;
  }

  #grow(): void {
    const larger = new Uint16Array(this.#codes.length * 2);
    larger.set(this.#codes);
    this.#codes = larger;
  }
}

/** 1 for what opens, -1 for what closes. */
function toOpening(code: number): -1 | 0 | 1 {
  if (code === openParen || code === openBracket || code === openBrace) return 1;
  return code === closeParen || code === closeBracket || code === closeBrace ? -1 : 0;
}
