import { assembleLists } from "hyparquet/src/assemble.js";
import { type parquetHeader, readPage } from "hyparquet/src/column.js";
import { convert, convertWithDictionary } from "hyparquet/src/convert.js";
import { decompressPage, readDataPage, readDataPageV2 } from "hyparquet/src/datapage.js";
import { getMaxDefinitionLevel } from "hyparquet/src/schema.js";
import type { ColumnDecoder, DecodedArray, Encoding } from "hyparquet/src/types.js";
import { toExactDecimals } from "./decoding.ts";

export type PageHeader = ReturnType<typeof parquetHeader>;

/** The values of a dictionary page, which pages of numbers refer to. */
export function readDictionary(packed: Uint8Array, header: PageHeader, decoder: ColumnDecoder): DecodedArray {
  const reader = { view: new DataView(packed.buffer, packed.byteOffset, packed.byteLength), offset: 0 };
  const { data } = readPage(reader, header, decoder, undefined, undefined, 0);
  return data === undefined ? [] : convert(data, decoder);
}

/**
 * An unpacked page of values, of which rows are made when they are asked for: a page of a mebibyte that refers to a
 * dictionary can hold millions of values.
 */
export class Page {
  readonly #decoder: ColumnDecoder;
  readonly #dictionary: DecodedArray | undefined;
  readonly #encoding: Encoding;
  readonly #definitions: Uint8Array;
  readonly #repetitions: Uint8Array;
  readonly #values: DecodedArray;
  readonly #fullDefinition: number;
  /** Values, absent ones too. */
  readonly #size: number;
  #at = 0;
  #valueAt = 0;

  constructor(packed: Uint8Array, header: PageHeader, coding: Coding) {
    const { definitionLevels = [], repetitionLevels, dataPage } = unpack(packed, header, coding.decoder);
    const { encoding, num_values } = toDataHeader(header);
    this.#decoder = coding.decoder;
    this.#dictionary = coding.dictionary;
    this.#encoding = encoding;
    this.#definitions = Uint8Array.from(definitionLevels);
    this.#repetitions = Uint8Array.from(repetitionLevels);
    this.#values = dataPage;
    this.#fullDefinition = getMaxDefinitionLevel(coding.decoder.schemaPath);
    this.#size = num_values;
  }

  get isSpent(): boolean {
    return this.#at >= this.#size;
  }

  /** Whether the next value belongs to the row before. */
  get goesOn(): boolean {
    return (this.#repetitions[this.#at] ?? 0) > 0;
  }

  /** Adds rows to those given until there are `count`, or the page is spent; the last one may go on in the next page. */
  takeInto(rows: unknown[], count: number): void {
    const end = this.#findEnd(count - rows.length);
    const present = this.#countPresent(end);
    const values = this.#toValues(present);
    const definitions = this.#definitions.length === 0 ? [] : this.#definitions.subarray(this.#at, end);
    const repetitions = this.#repetitions.length === 0 ? [] : this.#repetitions.subarray(this.#at, end);
    const taken = assembleLists(
      rows,
      definitions as number[],
      repetitions as number[],
      values,
      this.#decoder.schemaPath,
    );
    // Values that are never absent and stand in no list are their rows.
    if (taken !== rows) for (const value of taken) rows.push(value);
    this.#valueAt += present;
    this.#at = end;
  }

  /** Passes rows over; gives how many began here. */
  skip(count: number): number {
    const end = this.#findEnd(count);
    let begun = 0;
    for (let at = this.#at; at < end; at++) if ((this.#repetitions[at] ?? 0) === 0) begun += 1;
    this.#valueAt += this.#countPresent(end);
    this.#at = end;
    return begun;
  }

  /** Behind the last value of as many more rows. */
  #findEnd(rows: number): number {
    if (this.#repetitions.length === 0) return Math.min(this.#at + rows, this.#size);
    let left = rows;
    let end = this.#at;
    while (end < this.#size && (this.#repetitions[end] !== 0 || left-- > 0)) end += 1;
    return end;
  }

  #countPresent(end: number): number {
    if (this.#definitions.length === 0) return end - this.#at;
    let present = 0;
    for (let at = this.#at; at < end; at++) if (this.#definitions[at] === this.#fullDefinition) present += 1;
    return present;
  }

  #toValues(count: number): DecodedArray {
    const part = this.#values.slice(this.#valueAt, this.#valueAt + count);
    const values = convertWithDictionary(part, this.#dictionary, this.#encoding, this.#decoder);
    return toExactDecimals(values, this.#decoder);
  }
}

export interface Coding {
  readonly decoder: ColumnDecoder;
  readonly dictionary: DecodedArray | undefined;
}

function unpack(packed: Uint8Array, header: PageHeader, decoder: ColumnDecoder) {
  if (header.data_page_header_v2 !== undefined) return readDataPageV2(packed, header, decoder);
  if (header.data_page_header === undefined) throw new Error("it has a page of an unknown kind");
  const page = decompressPage(packed, header.uncompressed_page_size, decoder.codec, decoder.compressors);
  return readDataPage(page, header.data_page_header, decoder);
}

function toDataHeader(header: PageHeader) {
  const data = header.data_page_header ?? header.data_page_header_v2;
  if (data === undefined) throw new Error("it has a page of an unknown kind");
  return data;
}

/** Rows of a page of plain values, which are as many as values. */
export function countValues(header: PageHeader): number {
  return toDataHeader(header).num_values;
}
