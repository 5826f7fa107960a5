import type { ByteRange } from "./row-input.ts";
import { countMarkBytes } from "./text-stream.ts";

/** Whole lines; the last one of a file may lack its line break. Valid until the next ones are asked for. */
export interface LineChunk {
  readonly lines: Uint8Array;
  /** Where they begin in the unpacked text. */
  readonly offset: number;
}

/** A longer line is no row: it would not fit into a string, and something is wrong with the file. */
export const longestLineBytes = 256 * 1024 * 1024;
const keptOfLongLine = 4096;
const lineBreak = 10;

/** Cuts a text that comes in pieces into whole lines, and finds those that begin inside a range. */
export class LineCutter {
  readonly #range: ByteRange;
  readonly #onLongLine: (offset: number) => void;
  /** Of the next byte to come. */
  #position: number;
  /** The beginning of a line whose end is still to come. */
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  /** Filled anew for every chunk. */
  #joined = new Uint8Array();
  #lineStart: number;
  #state: "before" | "inside" | "dropping" | "over";

  /** The first byte to come is the one before the range, except at the beginning of a file. */
  constructor(range: ByteRange, onLongLine: (offset: number) => void) {
    this.#range = range;
    this.#onLongLine = onLongLine;
    this.#position = Math.max(range.start - 1, 0);
    this.#lineStart = range.start;
    this.#state = range.start === 0 ? "inside" : "before";
  }

  get position(): number {
    return this.#position;
  }

  /** Whether what comes next no longer begins inside the range. */
  get isOver(): boolean {
    return this.#state === "over";
  }

  add(chunk: Uint8Array): LineChunk | undefined {
    const from = this.#findStart(chunk);
    const startOfChunk = this.#position;
    this.#position += chunk.length;
    if (from === undefined) return undefined;
    const last = this.#findEnd(chunk, from, startOfChunk);
    const lines = last === -1 ? undefined : this.#release(chunk.subarray(from, last + 1));
    if (last !== -1) this.#lineStart = startOfChunk + last + 1;
    if (!this.isOver) this.#hold(chunk.subarray(Math.max(last + 1, from)));
    return lines;
  }

  /** What is left when no more bytes come. */
  finish(): LineChunk | undefined {
    const isInside = this.#state === "inside" && this.#heldBytes > 0;
    this.#state = "over";
    return isInside ? this.#release(new Uint8Array()) : undefined;
  }

  /** Where in the chunk lines of the range go on; undefined when they do not begin in it. */
  #findStart(chunk: Uint8Array): number | undefined {
    if (this.#state === "inside") return 0;
    const end = chunk.indexOf(lineBreak);
    if (end === -1) return undefined;
    if (this.#state === "before") this.#lineStart = this.#position + end + 1;
    const isDropped = this.#state === "dropping";
    this.#state = this.#position + end + 1 >= this.#range.end ? "over" : "inside";
    if (isDropped) return end;
    return this.isOver ? undefined : end + 1;
  }

  #findEnd(chunk: Uint8Array, from: number, startOfChunk: number): number {
    if (this.isOver) return from;
    const firstPossibleEnd = this.#range.end - 1 - startOfChunk;
    if (firstPossibleEnd < chunk.length) {
      const end = chunk.indexOf(lineBreak, Math.max(firstPossibleEnd, from));
      if (end !== -1) {
        this.#state = "over";
        return end;
      }
    }
    const last = chunk.lastIndexOf(lineBreak);
    return last < from ? -1 : last;
  }

  #hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#held.push(new Uint8Array(bytes));
    this.#heldBytes += bytes.length;
    if (this.#heldBytes <= longestLineBytes) return;
    this.#onLongLine(this.#lineStart);
    this.#held = [Buffer.concat(this.#held, keptOfLongLine)];
    this.#heldBytes = keptOfLongLine;
    this.#state = "dropping";
  }

  #release(end: Uint8Array): LineChunk {
    const offset = this.#lineStart;
    const lines = this.#held.length === 0 ? end : this.#join(end);
    this.#held = [];
    this.#heldBytes = 0;
    const mark = offset === 0 ? countMarkBytes(lines) : 0;
    return { lines: lines.subarray(mark), offset: offset + mark };
  }

  #join(end: Uint8Array): Uint8Array {
    const length = this.#heldBytes + end.length;
    if (this.#joined.length < length) this.#joined = new Uint8Array(length + length / 4);
    let at = 0;
    for (const part of [...this.#held, end]) {
      this.#joined.set(part, at);
      at += part.length;
    }
    return this.#joined.subarray(0, length);
  }
}
