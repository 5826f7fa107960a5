import { ByteWindow } from "../byte-window.ts";
import { findSplitOfName } from "../file-place.ts";
import type { RecordKeeper } from "../record-keeper.ts";
import type { ByteRange, ReadOptions, RecordBatch, RowFile } from "../row-input.ts";
import { countMarkBytes, openText } from "../text-stream.ts";
import { toRecordGroups } from "./document-shape.ts";
import { JsonCursor } from "./json-cursor.ts";
import { parseRecord, toExcerpt } from "./json-record.ts";

const batchRecords = 1000;
const mebibyte = 1024 * 1024;
/** An object up to this size is read whole to see what it is; if it holds columns, up to the larger size. */
const mostObjectBytes = 16 * mebibyte;
const mostColumnBytes = 128 * mebibyte;
const mostRecordBytes = 256 * mebibyte;

/**
 * The records of JSON that is not one per line: lists of them, at the top or under the keys of an object, objects one
 * after the other, columns. Lists of any length are read with one record and a mebibyte of text in hand.
 */
export async function* readJsonDocument(
  file: RowFile,
  keeper: RecordKeeper,
  options: ReadOptions,
): AsyncIterable<RecordBatch> {
  const window = new ByteWindow(openText(file, { ...options, onNote: keeper.note }));
  try {
    yield* new DocumentReader(file, keeper, window).read();
    yield* keeper.release();
  } finally {
    await window.close();
  }
}

class DocumentReader {
  readonly #file: RowFile;
  readonly #keeper: RecordKeeper;
  readonly #window: ByteWindow;
  readonly #cursor: JsonCursor;

  constructor(file: RowFile, keeper: RecordKeeper, window: ByteWindow) {
    this.#file = file;
    this.#keeper = keeper;
    this.#window = window;
    this.#cursor = new JsonCursor(window);
  }

  /** Values one after the other, most often a single one. */
  async *read(): AsyncIterable<RecordBatch> {
    await this.#window.more(0);
    this.#cursor.moveTo(countMarkBytes(this.#window.held.bytes));
    for (let isFirst = true; ; isFirst = false) {
      const start = await this.#cursor.peek(",");
      if (start === undefined) return;
      if (start === "[") {
        this.#step();
        yield* this.#readList();
      } else if (start === "{" && isFirst) yield* this.#readObject();
      else if (start === "{") await this.#readRecord();
      else await this.#passLine();
      if (this.#keeper.heldCount >= batchRecords) yield* this.#keeper.release();
    }
  }

  /** The cursor stands behind the bracket. */
  async *#readList(): AsyncIterable<RecordBatch> {
    for (;;) {
      const start = await this.#cursor.peek(",");
      if (start === undefined) {
        this.#noteCutOff("its list of records has no end");
        return;
      }
      if (start === "]") {
        this.#step();
        return;
      }
      await this.#readRecord();
      if (this.#keeper.heldCount >= batchRecords) yield* this.#keeper.release();
    }
  }

  /** The cursor stands at a value, and afterwards behind it. */
  async #readRecord(): Promise<void> {
    const start = this.#cursor.position;
    const { indent } = this.#cursor;
    const end = await this.#cursor.findEnd(mostRecordBytes);
    const parsed = end === undefined ? undefined : parseRecord(this.#window.slice(start, end));
    if (end !== undefined && parsed?.state !== "broken") {
      if (parsed !== undefined) this.#keeper.add(parsed);
      this.#cursor.moveTo(end);
      return;
    }
    const stop = end ?? this.#window.end;
    const next = findNextRecord(this.#window, { start, end: stop }, indent);
    if (next !== undefined) this.#keeper.add(parseRecord(withoutComma(this.#window.slice(start, next))));
    else if (parsed !== undefined) this.#keeper.add(parsed);
    else this.#keeper.addBroken("it has no end", toExcerpt(this.#window.slice(start, stop)));
    this.#cursor.moveTo(next ?? stop);
    if (next === undefined && end === undefined) await this.#leaveRest();
  }

  /** The first value of a text, at which the cursor stands: only when it is the only one can it hold others. */
  async *#readObject(): AsyncIterable<RecordBatch> {
    const start = this.#cursor.position;
    const end = await this.#cursor.findEnd(this.#beginsAsColumns() ? mostColumnBytes : mostObjectBytes);
    if (end === undefined) return yield* this.#readMembers();
    const parsed = parseRecord(this.#window.slice(start, end));
    if (parsed.state !== "record") return await this.#readRecord();
    this.#cursor.moveTo(end);
    if ((await this.#cursor.peek(",")) !== undefined) {
      this.#keeper.add(parsed);
      return;
    }
    if (parsed.hasDuplicateKeys) this.#keeper.noteDuplicateKeys();
    for (const { split, records } of toRecordGroups(parsed.record as Record<string, unknown>)) {
      this.#keeper.setSplit(split);
      for (const record of records) this.#keeper.addRecord(record);
      yield* this.#keeper.release();
    }
    this.#keeper.setSplit(null);
  }

  #beginsAsColumns(): boolean {
    const start = this.#cursor.position;
    const text = this.#window.slice(start, start + 4096).toString("latin1");
    return /^\{\s*"(?:[^"\\]|\\.)*"\s*:\s*(?:\{|\[\s*[^\s{])/.test(text);
  }

  /** An object too large to be held, or without an end: what it holds in lists under its names. The cursor stands at it. */
  async *#readMembers(): AsyncIterable<RecordBatch> {
    const excerpt = toExcerpt(this.#window.slice(this.#cursor.position, this.#cursor.position + 1024));
    let hasRecords = false;
    this.#step();
    for (;;) {
      const member = await this.#openMember();
      if (member === undefined) break;
      if (!member.isList) {
        await this.#cursor.skip(member.depth);
        continue;
      }
      hasRecords = true;
      this.#keeper.setSplit(findSplitOfName(member.name));
      yield* this.#readList();
      yield* this.#keeper.release();
      this.#keeper.setSplit(null);
    }
    if (!hasRecords)
      this.#keeper.addBroken("it is an object without a list of records, cut off or too large", excerpt);
  }

  /** Goes to the next value of an object, into it if it is a list; undefined when there is none. */
  async #openMember(): Promise<{ name: string; isList: boolean; depth: number } | undefined> {
    const start = await this.#cursor.peek(",");
    if (start === "}") {
      this.#step();
      return undefined;
    }
    const end = start === '"' ? await this.#cursor.findEnd(mebibyte) : undefined;
    if (end === undefined) {
      await this.#leaveRest();
      return undefined;
    }
    const name = toName(this.#window.slice(this.#cursor.position, end));
    this.#cursor.moveTo(end);
    if ((await this.#cursor.peek(":")) !== "[") return { name, isList: false, depth: 0 };
    this.#step();
    const first = await this.#cursor.peek();
    return { name, isList: first === "{" || first === "[", depth: 1 };
  }

  async #passLine(): Promise<void> {
    const start = this.#cursor.position;
    for (;;) {
      const end = this.#window.held.bytes.indexOf(10, start - this.#window.held.base);
      const isLong = this.#window.end - start > mebibyte;
      if (end !== -1 || isLong || !(await this.#window.more(start))) {
        const stop = end === -1 ? this.#window.end : this.#window.held.base + end;
        this.#keeper.add(parseRecord(this.#window.slice(start, stop)));
        this.#cursor.moveTo(stop);
        return;
      }
    }
  }

  #step(): void {
    this.#cursor.moveTo(this.#cursor.position + 1);
  }

  /** Nothing that follows can be told apart. */
  async #leaveRest(): Promise<void> {
    this.#noteCutOff("what follows cannot be told apart");
    while (await this.#window.more(this.#window.end));
    this.#cursor.moveTo(this.#window.end);
  }

  #noteCutOff(reason: string): void {
    const { name } = this.#file.bytes;
    this.#keeper.note({
      file: name,
      kind: "cut-off",
      isLoss: true,
      message: `${name}: the JSON is cut off or damaged after ${this.#keeper.counts.rows} rows: ${reason}; the rows before are read, the rest is missing`,
      hint: "Fetch the file again and compare its size and checksum with those of where it comes from.",
    });
  }
}

function withoutComma(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf(44));
}

function toName(bytes: Uint8Array): string {
  const parsed = parseRecord(Buffer.concat([Buffer.from("["), bytes, Buffer.from("]")]));
  return parsed.state === "record" && Array.isArray(parsed.record) ? String(parsed.record[0]) : "";
}

/**
 * Where the next record begins after one that is broken, so that a quote too many does not cost the rest of the file: a
 * line that begins as the broken record's own line does, after one that ends with a comma.
 */
function findNextRecord(
  window: ByteWindow,
  { start, end }: ByteRange,
  indent: number | undefined,
): number | undefined {
  if (indent === undefined) return undefined;
  const bytes = window.slice(start, end);
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) {
    const before = bytes
      .subarray(Math.max(at - 64, 0), at)
      .toString("latin1")
      .trimEnd();
    const line = bytes.subarray(at + 1, at + 2 + indent).toString("latin1");
    if (before.endsWith(",") && line.trimStart() === "{" && line.length === indent + 1)
      return start + at + 1 + indent;
  }
  return undefined;
}
