import type { ByteWindow } from "../byte-window.ts";

const lineBreak = 10;
const quote = 34;
const comma = 44;
const backslash = 92;
const openBracket = 91;
const openBrace = 123;
const closeBracket = 93;
const closeBrace = 125;
/** Reaching for the native search costs more than a loop over a short text. */
const shortText = 24;
const keptBackslashes = 4096;

/** Walks over JSON without understanding it: finds where values begin and end, however long they are. */
export class JsonCursor {
  readonly #window: ByteWindow;
  #position = 0;
  #lineStart: number | undefined;

  constructor(window: ByteWindow) {
    this.#window = window;
  }

  get position(): number {
    return this.#position;
  }

  /** How far into its line the cursor stands after `peek`; undefined when something else stands before it in the line. */
  get indent(): number | undefined {
    return this.#lineStart === undefined ? undefined : this.#position - this.#lineStart;
  }

  moveTo(place: number): void {
    this.#position = place;
  }

  /** The next byte that is no white space and none of the separators; the cursor then stands at it. Undefined at the end. */
  async peek(separators: string = ""): Promise<string | undefined> {
    this.#lineStart = this.#position === 0 ? 0 : undefined;
    for (;;) {
      const byte = this.#window.at(this.#position);
      if (byte === undefined) {
        if (!(await this.#window.more(this.#position))) return undefined;
      } else if (byte === 32 || (byte >= 9 && byte <= 13) || separators.includes(String.fromCharCode(byte))) {
        this.#position += 1;
        if (byte === lineBreak) this.#lineStart = this.#position;
      } else return String.fromCharCode(byte);
    }
  }

  /**
   * Where the value that begins at the cursor ends; undefined when the text ends, or `mostBytes` are passed, before. The
   * value is then held by the window as far as it goes.
   */
  async findEnd(mostBytes: number): Promise<number | undefined> {
    const start = this.#position;
    const walk: Walk = { place: start, depth: 0, isInText: false };
    for (;;) {
      const end = walkOn(this.#window, start, walk);
      if (end !== undefined) return end;
      if (this.#window.end - start > mostBytes) return undefined;
      if (!(await this.#window.more(start)))
        return walk.depth === 0 && !walk.isInText ? walk.place : undefined;
    }
  }

  /** Passes over the value at the cursor, or what is left of the `depth` ones around it, without holding it. */
  async skip(depth = 0): Promise<void> {
    const walk: Walk = { place: this.#position, depth, isInText: false };
    for (let start = this.#position; ; ) {
      const end = walkOn(this.#window, start, walk);
      this.#position = end ?? walk.place;
      if (end !== undefined) return;
      // The backslashes at the end of what is held decide on a quote after them.
      start = Math.max(start, walk.place - keptBackslashes);
      if (!(await this.#window.more(start))) return;
    }
  }
}

interface Walk {
  place: number;
  depth: number;
  isInText: boolean;
}

/** Goes on from `walk.place` to the end of the value, or of what is held. */
function walkOn(window: ByteWindow, start: number, walk: Walk): number | undefined {
  const { bytes, base } = window.held;
  let at = walk.place - base;
  while (at < bytes.length) {
    if (walk.isInText) {
      const end = findQuote(bytes, at, start - base);
      if (end === -1) {
        at = bytes.length;
        break;
      }
      at = end + 1;
      walk.isInText = false;
      if (walk.depth === 0) return base + at;
      continue;
    }
    const byte = bytes[at];
    if (walk.depth === 0 && base + at > start && isAfterScalar(byte)) return base + at;
    at += 1;
    if (byte === quote) walk.isInText = true;
    else if (byte === openBrace || byte === openBracket) walk.depth += 1;
    else if (byte === closeBrace || byte === closeBracket) {
      walk.depth -= 1;
      if (walk.depth <= 0) return base + at;
    }
  }
  walk.place = base + at;
  return undefined;
}

function isAfterScalar(byte: number | undefined): boolean {
  return (
    byte === comma ||
    byte === closeBrace ||
    byte === closeBracket ||
    byte === 32 ||
    byte === 10 ||
    byte === 13
  );
}

/** The quote that ends a text: one with an even number of backslashes before it. */
function findQuote(bytes: Buffer, from: number, start: number): number {
  for (let at = from; ; at++) {
    at = findByte(bytes, quote, at);
    if (at === -1) return -1;
    let slashes = 0;
    while (at - 1 - slashes > start && bytes[at - 1 - slashes] === backslash) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
}

function findByte(bytes: Buffer, wanted: number, from: number): number {
  const soon = Math.min(from + shortText, bytes.length);
  for (let at = from; at < soon; at++) if (bytes[at] === wanted) return at;
  return bytes.indexOf(wanted, soon);
}
