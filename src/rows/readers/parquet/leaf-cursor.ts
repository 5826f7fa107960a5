import { parquetHeader, readPage } from "hyparquet/src/column.js";
import { convert } from "hyparquet/src/convert.js";
import { getMaxRepetitionLevel } from "hyparquet/src/schema.js";
import type { ColumnDecoder, DecodedArray } from "hyparquet/src/types.js";
import type { ByteRange, ByteSource } from "../row-input.ts";
import { toExactDecimals } from "./decoding.ts";

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
  /** Rows of the current page, of which the first `#taken` are gone. */
  #rows: DecodedArray = [];
  #taken = 0;
  /** The last row of a page of lists, which the next page may go on with. */
  #openRow: unknown[] = [];

  constructor(chunk: LeafChunk) {
    this.#chunk = chunk;
    this.#isRepeated = getMaxRepetitionLevel(chunk.decoder.schemaPath) > 0;
    this.#windowStart = chunk.range.start;
    this.#position = chunk.range.start;
  }

  /** Exactly that many rows; throws when the column ends before. */
  async take(count: number): Promise<unknown[]> {
    const taken: unknown[] = [];
    while (taken.length < count) {
      if (this.#taken === this.#rows.length) await this.#readPage(0);
      const end = Math.min(this.#taken + count - taken.length, this.#rows.length);
      for (let row = this.#taken; row < end; row++) taken.push(this.#rows[row]);
      this.#taken = end;
    }
    return taken;
  }

  /** Passes rows over, whole pages of plain columns without unpacking them. */
  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      if (this.#taken === this.#rows.length) left -= await this.#readPage(left);
      const step = Math.min(left, this.#rows.length - this.#taken);
      this.#taken += step;
      left -= step;
    }
  }

  /** Makes the next page the current one; gives how many rows were passed over instead, at most `skippable`. */
  async #readPage(skippable: number): Promise<number> {
    this.#rows = [];
    this.#taken = 0;
    if (this.#position >= this.#chunk.range.end) {
      if (this.#openRow.length === 0) throw new Error("it has fewer rows than its row group");
      this.#rows = this.#openRow;
      this.#openRow = [];
      return 0;
    }
    const { header, headerBytes } = await this.#readHeader();
    const pageBytes = headerBytes + header.compressed_page_size;
    if (header.compressed_page_size < 0 || header.uncompressed_page_size > largestPageBytes) {
      throw new Error("a page has an impossible size");
    }
    const view = await this.#look(pageBytes);
    if (view.byteLength < pageBytes) throw new Error("a page goes on after the column's end");
    this.#position += pageBytes;
    return this.#decode({ view, offset: headerBytes }, header, skippable);
  }

  #decode(
    reader: { view: DataView<ArrayBuffer>; offset: number },
    header: ReturnType<typeof parquetHeader>,
    skippable: number,
  ): number {
    if (header.type === "INDEX_PAGE") return 0;
    const previous = this.#isRepeated ? this.#openRow : undefined;
    const { decoder } = this.#chunk;
    const { data, skipped } = readPage(reader, header, decoder, this.#dictionary, previous, skippable);
    if (header.type === "DICTIONARY_PAGE") this.#dictionary = data && convert(data, decoder);
    else if (data !== undefined && data.length > 0) {
      const values = toExactDecimals(data, decoder);
      this.#rows = this.#isRepeated ? values.slice(0, -1) : values;
      this.#openRow = this.#isRepeated ? [values.at(-1)] : [];
    }
    return skipped;
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
