import { parquetHeader } from "hyparquet/src/column.js";
import { getMaxRepetitionLevel } from "hyparquet/src/schema.js";
import type { ColumnDecoder, DecodedArray } from "hyparquet/src/types.js";
import type { ByteRange, ByteSource } from "../row-input.ts";
import { countValues, Page, type PageHeader, readDictionary } from "./page.ts";

const windowBytes = 1024 * 1024;
const firstHeaderBytes = 4096;
const largestHeaderBytes = 64 * 1024 * 1024;
const largestPageBytes = 1024 * 1024 * 1024;

export interface LeafChunk {
  readonly bytes: ByteSource;
  /** Where the column's pages stand in the file. */
  readonly range: ByteRange;
  readonly decoder: ColumnDecoder;
  readonly signal: AbortSignal | undefined;
}

/**
 * The values of one column of one row group, row by row. Reads and unpacks page by page, so that it holds a page and a
 * window of the file, not the column.
 */
export class LeafCursor {
  readonly #chunk: LeafChunk;
  readonly #isRepeated: boolean;
  #window = new ArrayBuffer(0);
  #windowStart: number;
  /** Of the next page, in the file. */
  #position: number;
  #dictionary: DecodedArray | undefined;
  #page: Page | undefined;

  constructor(chunk: LeafChunk) {
    this.#chunk = chunk;
    this.#isRepeated = getMaxRepetitionLevel(chunk.decoder.schemaPath) > 0;
    this.#windowStart = chunk.range.start;
    this.#position = chunk.range.start;
  }

  /** Exactly that many rows; throws when the column ends before. */
  async take(count: number): Promise<unknown[]> {
    const rows: unknown[] = [];
    while (rows.length < count) {
      const page = await this.#findPage();
      if (page === undefined) throw new Error("a column has fewer rows than its row group");
      page.takeInto(rows, count);
    }
    // Before the second version of pages a row may go on in the next.
    while (this.#isRepeated && (await this.#findPage())?.goesOn) this.#page?.takeInto(rows, count);
    return rows;
  }

  /** Passes rows over, whole pages of plain columns without unpacking them. */
  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      const { page, passed } = await this.#findOrPass(left);
      left -= passed;
      if (page === undefined && passed === 0) throw new Error("a column has fewer rows than its row group");
      if (page !== undefined) left -= page.skip(left);
    }
    while (this.#isRepeated && (await this.#findPage())?.goesOn) this.#page?.skip(0);
  }

  async #findPage(): Promise<Page | undefined> {
    return (await this.#findOrPass(0)).page;
  }

  /** The page with the next row, or how many rows a page had that was passed over, at most `passable`. */
  async #findOrPass(passable: number): Promise<{ page: Page | undefined; passed: number }> {
    while (this.#page === undefined || this.#page.isSpent) {
      this.#page = undefined;
      if (this.#position >= this.#chunk.range.end) return { page: undefined, passed: 0 };
      const { header, headerBytes } = await this.#readHeader();
      const packed = await this.#readPacked(header, headerBytes);
      const { decoder } = this.#chunk;
      if (header.type === "INDEX_PAGE") continue;
      if (header.type === "DICTIONARY_PAGE") this.#dictionary = readDictionary(packed, header, decoder);
      else if (!this.#isRepeated && countValues(header) <= passable) {
        return { page: undefined, passed: countValues(header) };
      } else this.#page = new Page(packed, header, { decoder, dictionary: this.#dictionary });
    }
    return { page: this.#page, passed: 0 };
  }

  async #readPacked(header: PageHeader, headerBytes: number): Promise<Uint8Array> {
    const pageBytes = headerBytes + header.compressed_page_size;
    if (header.compressed_page_size < 0 || header.uncompressed_page_size > largestPageBytes) {
      throw new Error("a page has an impossible size");
    }
    const view = await this.#look(pageBytes);
    if (view.byteLength < pageBytes) throw new Error("a page goes on after the column's end");
    this.#position += pageBytes;
    return new Uint8Array(view.buffer, view.byteOffset + headerBytes, header.compressed_page_size);
  }

  async #readHeader() {
    for (let wanted = firstHeaderBytes; ; wanted *= 16) {
      const view = await this.#look(wanted);
      const reader = { view, offset: 0 };
      try {
        return { header: parquetHeader(reader), headerBytes: reader.offset };
      } catch (error) {
        if (view.byteLength < wanted || wanted > largestHeaderBytes) throw error;
      }
    }
  }

  /** The bytes from the current position on; fewer than wanted only at the column's end. */
  async #look(wanted: number): Promise<DataView<ArrayBuffer>> {
    const { bytes, range, signal } = this.#chunk;
    const end = Math.min(this.#position + wanted, range.end);
    const windowEnd = this.#windowStart + this.#window.byteLength;
    if (end > windowEnd) {
      const kept = new Uint8Array(
        this.#window,
        Math.min(this.#position - this.#windowStart, this.#window.byteLength),
      );
      const start = this.#position + kept.length;
      const fresh = await bytes.readRange(
        { start, end: Math.min(Math.max(end, start + windowBytes), range.end) },
        signal,
      );
      const joined = new Uint8Array(kept.length + fresh.length);
      joined.set(kept);
      joined.set(fresh, kept.length);
      this.#window = joined.buffer;
      this.#windowStart = this.#position;
    }
    const offset = this.#position - this.#windowStart;
    return new DataView(this.#window, offset, Math.min(wanted, this.#window.byteLength - offset));
  }
}
