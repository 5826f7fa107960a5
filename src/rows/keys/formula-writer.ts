import { formulaCommands } from "./formula-commands.ts";
import { keySigns } from "./key-signs.ts";
import { isDigit, type KeyTextBuffer } from "./key-text-buffer.ts";
import type { TextCursor } from "./text-cursor.ts";

/** Writes what is no command: characters one by one, and the inside of groups. */
export interface TextWriter {
  /** The character at the cursor, and what belongs to it. */
  writeCharacter(): void;
  /** To the brace that ends the group, and past it. */
  writeGroup(): void;
}

export interface FormulaWriterOptions {
  readonly cursor: TextCursor;
  readonly buffer: KeyTextBuffer;
  readonly writer: TextWriter;
}

/** Arguments within arguments that are followed; what begins deeper ones is left out. */
const deepest = 64;

const [openParen, closeParen, slash, caret] = [40, 41, 47, 94];
const [openGroup, closeGroup, backslash] = [123, 125, 92];

/** Characters that are dropped with the backslash before them: delimiters of formulas, and space. */
const silentEscapes = "()[],;:!> \n/-@$";
const escapedSigns: Readonly<Record<string, number>> = {
  "\\": keySigns.rowBreak,
  "{": keySigns.openBrace,
  "}": keySigns.closeBrace,
  "|": keySigns.norm,
  "%": 37,
  "#": 35,
  "&": 38,
  _: 95,
};

const commandName = /[A-Za-z]+/y;
const indexOfRoot = /\[[^\]]*\]/y;
const lengthArgument = /\*?\{[^}]*\}/y;

/** Writes commands, arguments and what is raised or lowered. */
export class FormulaWriter {
  readonly #cursor: TextCursor;
  readonly #buffer: KeyTextBuffer;
  readonly #writer: TextWriter;
  #depth = 0;

  constructor({ cursor, buffer, writer }: FormulaWriterOptions) {
    this.#cursor = cursor;
    this.#buffer = buffer;
    this.#writer = writer;
  }

  /** `^` or `_`; only braces and commands after it need a look, all else follows by itself. */
  writeScript(code: number): void {
    const [cursor, buffer] = [this.#cursor, this.#buffer];
    const before = buffer.length;
    cursor.at += 1;
    buffer.pushSymbol(code);
    const start = buffer.length;
    const place = cursor.at;
    cursor.skipSpace();
    if (cursor.code !== openGroup && !this.#isAtArgument()) {
      cursor.at = place;
      return;
    }
    this.#writeArgument();
    if (buffer.length === start) buffer.cut(before);
    else if (code === caret && buffer.isJust(start, keySigns.ring))
      buffer.replaceFrom(before, keySigns.degree);
    else if (code === caret && buffer.isJust(start, keySigns.degree))
      buffer.replaceFrom(before, keySigns.degree);
    else if (code === caret && buffer.isJust(start, keySigns.prime))
      buffer.replaceFrom(before, keySigns.prime);
    else buffer.enclose(start);
  }

  writeCommand(): void {
    const cursor = this.#cursor;
    cursor.at += 1;
    const name = cursor.match(commandName);
    if (name !== undefined) {
      cursor.at += name.length;
      this.#writeNamed(name);
      return;
    }
    const character = cursor.peek();
    if (character !== "" && silentEscapes.includes(character)) cursor.at += 1;
    else if (character in escapedSigns) {
      this.#buffer.pushSymbol(escapedSigns[character] as number);
      cursor.at += 1;
    }
  }

  /** A root, whose sign was passed. */
  writeRoot(takesAny: boolean): void {
    const cursor = this.#cursor;
    this.#buffer.push(keySigns.root);
    cursor.skipSpace();
    const index = takesAny ? cursor.match(indexOfRoot) : undefined;
    const end = cursor.at + (index?.length ?? 0);
    while (cursor.at < end) this.#writer.writeCharacter();
    if (takesAny || cursor.code === openGroup) this.#writeEnclosed();
  }

  #isAtArgument(): boolean {
    const cursor = this.#cursor;
    if (cursor.code !== backslash) return false;
    cursor.at += 1;
    const name = cursor.match(commandName);
    cursor.at -= 1;
    const kind = name === undefined ? "silent" : formulaCommands.get(name)?.kind;
    return kind !== "silent" && kind !== "spacing";
  }

  #writeNamed(name: string): void {
    const command = formulaCommands.get(name);
    switch (command?.kind) {
      case undefined:
        this.#buffer.pushText(name.toLowerCase());
        this.#writeBraced();
        break;
      case "symbol":
        this.#writeSymbol(command.symbol);
        this.#writeBraced();
        break;
      case "ellipsis":
        this.#buffer.pushEllipsis();
        break;
      case "silent":
        this.#passDelimiter(name);
        break;
      case "spacing":
        this.#cursor.at += this.#cursor.match(lengthArgument)?.length ?? 0;
        break;
      case "wrapping":
        this.#writeWrapped();
        break;
      case "fraction":
        this.#writeFraction();
        break;
      case "binomial":
        this.#buffer.pushText("binom");
        this.#writeParenthesised();
        this.#writeParenthesised();
        break;
      case "root":
        this.writeRoot(true);
        break;
    }
  }

  #writeSymbol(symbol: string): void {
    if (symbol.length === 1) this.#buffer.pushSymbol(symbol.charCodeAt(0));
    else this.#buffer.pushText(symbol);
  }

  /** `\left.` prints nothing. */
  #passDelimiter(name: string): void {
    if (name !== "left" && name !== "right") return;
    this.#cursor.skipSpace();
    if (this.#cursor.peek() === ".") this.#cursor.at += 1;
  }

  /** What follows a command in braces: they count where they hold more than one thing. */
  #writeBraced(): void {
    const [cursor, buffer] = [this.#cursor, this.#buffer];
    const place = cursor.at;
    cursor.skipSpace();
    if (cursor.code !== openGroup || this.#depth >= deepest) {
      cursor.at = place;
      return;
    }
    const start = buffer.length;
    this.#writeArgument();
    if (buffer.length > start) buffer.enclose(start, keySigns.openBrace, keySigns.closeBrace);
  }

  #writeWrapped(): void {
    const cursor = this.#cursor;
    if (cursor.peek() === "*") cursor.at += 1;
    const place = cursor.at;
    cursor.skipSpace();
    if (cursor.code === openGroup && this.#depth < deepest) this.#writeArgument();
    else cursor.at = place;
  }

  #writeFraction(): void {
    this.#buffer.push(openParen);
    this.#writeEnclosed();
    this.#buffer.push(slash);
    this.#writeEnclosed();
    this.#buffer.push(closeParen);
  }

  #writeParenthesised(): void {
    this.#buffer.push(openParen);
    this.#writeArgument();
    this.#buffer.push(closeParen);
  }

  /** An argument, in parentheses where it is more than one thing. */
  #writeEnclosed(): void {
    const start = this.#buffer.length;
    this.#writeArgument();
    this.#buffer.enclose(start);
  }

  /** A group, a command, a digit, or whatever one character is. */
  #writeArgument(): void {
    const cursor = this.#cursor;
    cursor.skipSpace();
    const code = cursor.code;
    if (cursor.isAtEnd || code === closeGroup) return;
    if (this.#depth >= deepest) {
      cursor.at += 1;
      return;
    }
    this.#depth += 1;
    if (code === openGroup) this.#writer.writeGroup();
    else if (code === backslash) this.writeCommand();
    else if (isDigit(code)) {
      this.#buffer.beginNumber();
      this.#buffer.push(code);
      cursor.at += 1;
    } else this.#writer.writeCharacter();
    this.#depth -= 1;
  }
}
