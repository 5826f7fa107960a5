import { closeSync, openSync, readSync, statSync } from "node:fs";
import { asyncBufferFromFile, parquetReadObjects, type RowGroup, type SchemaElement } from "hyparquet";
import { ByteWriter, fileWriter, ParquetWriter } from "hyparquet-writer";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { z } from "zod";
import { StemmaError } from "../../model/index.ts";
import {
  type Column,
  type ColumnKind,
  columnKinds,
  type TableColumns,
  type TableReader,
  type TableShape,
  type TableWriter,
  toRowCount,
} from "./table.ts";

const elements = {
  int32: { type: "INT32" },
  double: { type: "DOUBLE" },
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
} as const satisfies Record<ColumnKind, Partial<SchemaElement>>;

/** What is noted of a table beside its file, so that a group can be read without the file's footer. */
export const TableNote = z.strictObject({
  bytes: z.number(),
  /** Numbers first. */
  columns: z.array(z.tuple([z.string(), z.enum(columnKinds)])),
  groupSizes: z.array(z.number()),
  /** Where each group begins in the file. */
  groupStarts: z.array(z.number()),
});
export type TableNote = z.infer<typeof TableNote>;

export interface ParquetTableWriter extends TableWriter {
  finish(): TableNote;
}

/**
 * Writes a table as a Parquet file: a row group for each group that is not empty, every column of it required, plain and
 * uncompressed in one page. Numbers thus lie in the file as they lie in memory.
 */
export function createParquetTable(path: string, shape: TableShape): ParquetTableWriter {
  const columns = sortColumns(shape);
  const writer = fileWriter(path);
  const schema = toSchema(columns);
  const parquet = new ParquetWriter({ writer, schema, codec: "UNCOMPRESSED", statistics: false });
  const groupSizes: number[] = [];
  const groupStarts: number[] = [];
  return {
    writeGroup(group) {
      const rows = toRowCount(group);
      const start = writer.offset;
      groupSizes.push(rows);
      groupStarts.push(start);
      if (rows === 0) return;
      const chunks = columns.map(([name, kind]) => {
        const offset = writer.offset;
        const bytes = toBytes(group[name] ?? [], name);
        writePageHeader(writer, toPageHeader(rows, bytes.length));
        writer.appendBytes(bytes);
        return toChunk({ name, kind, rows, offset, size: writer.offset - offset });
      });
      const size = BigInt(writer.offset - start);
      parquet.num_rows += BigInt(rows);
      parquet.row_groups.push({ columns: chunks, total_byte_size: size, num_rows: BigInt(rows) });
    },
    finish() {
      parquet.finish();
      return { bytes: statSync(path).size, columns, groupSizes, groupStarts };
    },
  };
}

function sortColumns(shape: TableShape): [string, ColumnKind][] {
  const columns = Object.entries(shape);
  const isText = ([, kind]: [string, ColumnKind]) => kind === "text";
  return [...columns.filter((column) => !isText(column)), ...columns.filter(isText)];
}

function toSchema(columns: readonly [string, ColumnKind][]): SchemaElement[] {
  const fields = columns.map(
    ([name, kind]): SchemaElement => ({ name, repetition_type: "REQUIRED", ...elements[kind] }),
  );
  return [{ name: "root", num_children: fields.length }, ...fields];
}

function toPageHeader(rows: number, bytes: number): Parameters<typeof writePageHeader>[1] {
  const levels = { definition_level_encoding: "RLE", repetition_level_encoding: "RLE" } as const;
  return {
    type: "DATA_PAGE",
    uncompressed_page_size: bytes,
    compressed_page_size: bytes,
    data_page_header: { num_values: rows, encoding: "PLAIN", ...levels },
  };
}

interface Chunk {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly rows: number;
  readonly offset: number;
  readonly size: number;
}

function toChunk({ name, kind, rows, offset, size }: Chunk): RowGroup["columns"][number] {
  return {
    file_offset: BigInt(offset),
    meta_data: {
      type: elements[kind].type,
      encodings: ["PLAIN", "RLE"],
      path_in_schema: [name],
      codec: "UNCOMPRESSED",
      num_values: BigInt(rows),
      total_uncompressed_size: BigInt(size),
      total_compressed_size: BigInt(size),
      data_page_offset: BigInt(offset),
    },
  };
}

/** The values one after the other; a text after its length in bytes. */
function toBytes(column: Column, name: string): Uint8Array {
  if (ArrayBuffer.isView(column)) return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  if (column.length === 0) throw new TypeError(`a group lacks the column ${name}`);
  const texts = column.map((text) => Buffer.from(text));
  const lengths = texts.map(({ length }) => Buffer.from(Int32Array.of(length).buffer));
  return Buffer.concat(texts.flatMap((text, index) => [lengths[index] ?? text, text]));
}

/**
 * Opens a table that {@link createParquetTable} wrote.
 *
 * @throws StemmaError `corrupt` when the file is not what was written.
 */
export function openParquetTable(path: string, note: TableNote): TableReader {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size !== note.bytes) throw createDamageError(path);
  const texts = note.columns.flatMap(([name, kind]) => (kind === "text" ? [name] : []));
  return {
    groupSizes: note.groupSizes,
    async readGroup(index) {
      const rows = note.groupSizes[index] ?? 0;
      if (rows === 0) return {};
      const numbers = readNumbers(path, note, index);
      return texts.length === 0
        ? numbers
        : { ...numbers, ...(await readTexts({ path, note, index, texts })) };
    },
  };
}

/** The numbers of a group lie one column after the other, each after the header of its one page. */
function readNumbers(
  path: string,
  { columns, groupSizes, groupStarts }: TableNote,
  index: number,
): TableColumns {
  const rows = groupSizes[index] ?? 0;
  const numbers = columns.filter(([, kind]) => kind !== "text");
  const widths = numbers.map(([, kind]) => (kind === "int32" ? 4 : 8));
  const headers = widths.map((width) => toHeaderLength(rows, rows * width));
  const bytes = Buffer.allocUnsafe(
    widths.reduce((sum, width, at) => sum + (headers[at] ?? 0) + rows * width, 0),
  );
  const file = openSync(path, "r");
  try {
    if (readSync(file, bytes, 0, bytes.length, groupStarts[index] ?? 0) !== bytes.length)
      throw createDamageError(path);
  } finally {
    closeSync(file);
  }
  let at = 0;
  return Object.fromEntries(
    numbers.map(([name, kind], place): [string, Column] => {
      const column = kind === "int32" ? new Int32Array(rows) : new Float64Array(rows);
      at += headers[place] ?? 0;
      bytes.copy(new Uint8Array(column.buffer), 0, at, at + column.byteLength);
      at += column.byteLength;
      return [name, column];
    }),
  );
}

function toHeaderLength(rows: number, bytes: number): number {
  const writer = new ByteWriter(64);
  writePageHeader(writer, toPageHeader(rows, bytes));
  return writer.offset;
}

interface TextPlace {
  readonly path: string;
  readonly note: TableNote;
  readonly index: number;
  readonly texts: readonly string[];
}

async function readTexts({ path, note, index, texts }: TextPlace): Promise<TableColumns> {
  const rowStart = note.groupSizes.slice(0, index).reduce((sum, size) => sum + size, 0);
  const rowEnd = rowStart + (note.groupSizes[index] ?? 0);
  try {
    const file = await asyncBufferFromFile(path);
    const rows = await parquetReadObjects({ file, columns: [...texts], rowStart, rowEnd });
    return Object.fromEntries(texts.map((name) => [name, rows.map((row): string => row[name])]));
  } catch (cause) {
    throw createDamageError(path, cause);
  }
}

function createDamageError(path: string, cause?: unknown): StemmaError {
  return new StemmaError("corrupt", `${path} is damaged: it is not the table that was written`, {
    hint: "remove the work folder and run the command again",
    cause,
  });
}
