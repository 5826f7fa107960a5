import { isUtf8 } from "node:buffer";
import { ByteWindow } from "../byte-window.ts";
import { toExcerpt } from "../json/json-record.ts";
import { type RecordKeeper, toDuplicateKeysNote } from "../record-keeper.ts";
import type { ReadOptions, RecordBatch, RowFile } from "../row-input.ts";
import { countMarkBytes, openText } from "../text-stream.ts";
import { type Dialect, findRecordEnd, type RecordEnd, toCells } from "./find-record.ts";

const batchBytes = 1024 * 1024;
/** A record of this size is a quote that was never closed. */
const mostRecordBytes = 64 * 1024 * 1024;
/** After so many of those every line is a record. */
const mostOpenQuotes = 20;
const comma = 44;
const tab = 9;
const newline = 10;
const carriageReturn = 13;

/**
 * The rows of CSV or TSV as objects of texts, by the names of its first record. Blank lines are passed over; a record that
 * has another number of cells than there are names is broken. Holds a mebibyte of text, or one record if it is longer.
 */
export async function* readDelimited(
  file: RowFile,
  keeper: RecordKeeper,
  options: ReadOptions,
): AsyncIterable<RecordBatch> {
  const window = new ByteWindow(openText(file, { ...options, onNote: keeper.note }));
  try {
    const reader = new DelimitedReader({ file, keeper, window, columns: options.columns });
    await reader.open();
    while (await reader.readRecord()) if (reader.isFull) yield* reader.release();
    yield* reader.release();
  } finally {
    await window.close();
  }
}

interface Reading {
  readonly file: RowFile;
  readonly keeper: RecordKeeper;
  readonly window: ByteWindow;
  readonly columns: readonly string[] | undefined;
}

class DelimitedReader {
  readonly #reading: Reading;
  readonly #separator: string;
  #dialect: Dialect;
  #position = 0;
  #gathered = 0;
  #openQuotes = 0;
  #names: readonly string[] | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
    const separator = reading.file.format === "tsv" ? tab : comma;
    this.#separator = String.fromCharCode(separator);
    this.#dialect = { separator, lineBreak: newline, isMultiLine: true };
  }

  get isFull(): boolean {
    return this.#gathered >= batchBytes;
  }

  *release(): Iterable<RecordBatch> {
    this.#gathered = 0;
    yield* this.#reading.keeper.release();
  }

  async open(): Promise<void> {
    const { window } = this.#reading;
    while (!window.held.bytes.includes(newline) && window.end < batchBytes)
      if (!(await window.more(0))) break;
    const { bytes } = window.held;
    this.#position = countMarkBytes(bytes);
    const isOldMac = !bytes.includes(newline) && bytes.includes(carriageReturn);
    if (isOldMac) this.#dialect = { ...this.#dialect, lineBreak: carriageReturn };
  }

  /** False when nothing is left. */
  async readRecord(): Promise<boolean> {
    const { window, keeper } = this.#reading;
    const start = this.#position;
    const found = await this.#find();
    if (found === undefined) return false;
    const { end, lineCount } = found.isOpen ? this.#toFirstLine(start) : found;
    const record = window.slice(start, end);
    const reason = found.isOpen ? "it has a quote that is not closed" : this.#take(record);
    keeper.addLine();
    if (reason !== undefined) keeper.addBroken(reason, toExcerpt(record));
    for (let line = 1; line < lineCount; line++) keeper.addLine();
    this.#position = end + 1;
    this.#gathered += end - start;
    return true;
  }

  /** Undefined at the end of the text. */
  async #find(): Promise<RecordEnd | undefined> {
    const { window } = this.#reading;
    const start = this.#position;
    for (;;) {
      const { bytes, base } = window.held;
      const found = findRecordEnd(bytes, Math.max(start - base, 0), this.#dialect);
      if (found !== undefined) return { ...found, end: base + found.end };
      if (bytes.length - (start - base) > mostRecordBytes) return this.#findOpen(start);
      if (!(await window.more(start))) return this.#findLast(start);
    }
  }

  /** What is left of the text, which need not end with a line break. */
  #findLast(start: number): RecordEnd | undefined {
    const { window } = this.#reading;
    if (start >= window.end) return undefined;
    const rest = Buffer.concat([window.slice(start, window.end), Buffer.of(this.#dialect.lineBreak)]);
    const found = findRecordEnd(rest, 0, this.#dialect);
    return found === undefined ? this.#findOpen(start) : { ...found, end: start + found.end };
  }

  /** A quote is opened that has no end in sight. */
  #findOpen(start: number): RecordEnd {
    this.#openQuotes += 1;
    if (this.#openQuotes > mostOpenQuotes) this.#dialect = { ...this.#dialect, isMultiLine: false };
    return { ...this.#toFirstLine(start), isOpen: true };
  }

  #toFirstLine(start: number) {
    const { window } = this.#reading;
    const length = window.slice(start, window.end).indexOf(this.#dialect.lineBreak);
    return { end: length === -1 ? window.end : start + length, lineCount: 1 };
  }

  /** Why the record is broken, if it is. */
  #take(record: Buffer): string | undefined {
    if (!isUtf8(record)) return "it has bytes that are no UTF-8";
    const text = record.toString("utf8").replace(/\r$/, "");
    if (text.trim() === "") return undefined;
    const cells = toCells(text, this.#separator);
    if (this.#names === undefined) this.#setNames(cells);
    else if (cells.length !== this.#names.length) {
      return `it has ${cells.length} cells, and the first line names ${this.#names.length}`;
    } else this.#addRow(this.#names, cells);
    return undefined;
  }

  #setNames(cells: readonly string[]): void {
    const { file, keeper } = this.#reading;
    this.#names = cells;
    if (new Set(cells).size < cells.length) keeper.note(toDuplicateKeysNote(file, "the first line"));
  }

  #addRow(names: readonly string[], cells: readonly string[]): void {
    const { columns, keeper } = this.#reading;
    const row: Record<string, string> = {};
    for (const [index, name] of names.entries()) {
      if (columns === undefined || columns.includes(name)) row[name] = cells[index] ?? "";
    }
    keeper.addRecord(row);
  }
}
