import { closeSync, openSync, readSync } from "node:fs";
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  type RowGroup,
  type SchemaElement,
} from "hyparquet";
import { fileWriter, ParquetWriter } from "hyparquet-writer";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { StemmaError } from "../../model/index.ts";
import type { Column, ColumnKind, TableColumns, TableReader, TableShape, TableWriter } from "./table.ts";
import { toRowCount } from "./table.ts";

const elements = {
  int32: { type: "INT32" },
  double: { type: "DOUBLE" },
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
} as const satisfies Record<ColumnKind, Partial<SchemaElement>>;

export interface ParquetTableWriter extends TableWriter {
  /** Ends the file and gives the sizes of its groups. */
  finish(): readonly number[];
}

/**
 * Writes a table as a Parquet file: a row group for each group that is not empty, every column of it required, plain and
 * uncompressed in one page. Integers thus lie in the file as they lie in memory.
 */
export function createParquetTable(path: string, shape: TableShape): ParquetTableWriter {
  const columns = Object.entries(shape);
  const fields = columns.map(
    ([name, kind]): SchemaElement => ({
      name,
      repetition_type: "REQUIRED",
      ...elements[kind],
    }),
  );
  const schema: SchemaElement[] = [{ name: "root", num_children: fields.length }, ...fields];
  const writer = fileWriter(path);
  const parquet = new ParquetWriter({ writer, schema, codec: "UNCOMPRESSED", statistics: false });
  const groupSizes: number[] = [];
  return {
    writeGroup(group) {
      const rows = toRowCount(group);
      groupSizes.push(rows);
      if (rows === 0) return;
      const start = writer.offset;
      const chunks = columns.map(([name, kind]) => {
        const offset = writer.offset;
        writePage(writer, toBytes(group[name] ?? [], name), rows);
        return toChunk({ name, kind, rows, offset, size: writer.offset - offset });
      });
      const size = BigInt(writer.offset - start);
      parquet.num_rows += BigInt(rows);
      parquet.row_groups.push({ columns: chunks, total_byte_size: size, num_rows: BigInt(rows) });
    },
    finish() {
      parquet.finish();
      return groupSizes;
    },
  };
}

type FileWriter = ReturnType<typeof fileWriter>;

function writePage(writer: FileWriter, bytes: Uint8Array, rows: number): void {
  const levels = { definition_level_encoding: "RLE", repetition_level_encoding: "RLE" } as const;
  writePageHeader(writer, {
    type: "DATA_PAGE",
    uncompressed_page_size: bytes.length,
    compressed_page_size: bytes.length,
    data_page_header: { num_values: rows, encoding: "PLAIN", ...levels },
  });
  writer.appendBytes(bytes);
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
export async function openParquetTable(path: string, groupSizes: readonly number[]): Promise<TableReader> {
  const { file, metadata } = await openFile(path);
  const filled = groupSizes.flatMap((size, group) => (size === 0 ? [] : [group]));
  const isWhole = filled.every(
    (group, index) => Number(metadata.row_groups[index]?.num_rows) === groupSizes[group],
  );
  if (!isWhole || filled.length !== metadata.row_groups.length) throw createDamageError(path);
  const rowGroupOf = new Map(filled.map((group, index) => [group, index]));
  return {
    groupSizes,
    async readGroup(index) {
      const rowGroup = rowGroupOf.get(index);
      if (rowGroup === undefined) return {};
      const texts = await readTexts(file, metadata, rowGroup);
      return { ...readNumbers(path, metadata, rowGroup), ...texts };
    },
  };
}

async function openFile(path: string): Promise<{ file: AsyncBuffer; metadata: FileMetaData }> {
  try {
    const file = await asyncBufferFromFile(path);
    return { file, metadata: await parquetMetadataAsync(file) };
  } catch (cause) {
    throw createDamageError(path, cause);
  }
}

/** The values stand at the end of the chunk, after the header of its one page. */
function readNumbers(path: string, { row_groups, schema }: FileMetaData, index: number): TableColumns {
  const { columns, num_rows } = row_groups[index] as RowGroup;
  const file = openSync(path, "r");
  try {
    return Object.fromEntries(
      columns.flatMap(({ meta_data }, place): [string, Column][] => {
        const type = schema[place + 1]?.type;
        if (meta_data === undefined || type === "BYTE_ARRAY") return [];
        const rows = Number(num_rows);
        const column = type === "INT32" ? new Int32Array(rows) : new Float64Array(rows);
        const bytes = new Uint8Array(column.buffer);
        const end = Number(meta_data.data_page_offset + meta_data.total_compressed_size);
        const read = readSync(file, bytes, 0, bytes.length, end - bytes.length);
        if (read !== bytes.length) throw createDamageError(path);
        return [[meta_data.path_in_schema[0] ?? "", column]];
      }),
    );
  } finally {
    closeSync(file);
  }
}

async function readTexts(file: AsyncBuffer, metadata: FileMetaData, index: number): Promise<TableColumns> {
  const columns = metadata.schema.flatMap(({ name, type }) => (type === "BYTE_ARRAY" ? [name] : []));
  if (columns.length === 0) return {};
  const before = metadata.row_groups.slice(0, index).reduce((sum, { num_rows }) => sum + Number(num_rows), 0);
  const rowEnd = before + Number(metadata.row_groups[index]?.num_rows);
  const rows = await parquetReadObjects({ file, metadata, columns, rowStart: before, rowEnd });
  return Object.fromEntries(columns.map((name) => [name, rows.map((row): string => row[name])]));
}

function createDamageError(path: string, cause?: unknown): StemmaError {
  return new StemmaError("corrupt", `${path} is damaged: it is not the table that was written`, {
    hint: "remove the work folder and run the command again",
    cause,
  });
}
