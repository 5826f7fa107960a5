import { z } from "zod";

export const rowFormats = ["jsonl", "json", "csv", "tsv", "parquet", "arrow"] as const;
export type RowFormat = (typeof rowFormats)[number];

export const rowCompressions = ["none", "gzip", "zstd"] as const;
export type RowCompression = (typeof rowCompressions)[number];

export const rowEncodings = ["utf-8", "utf-16le", "utf-16be"] as const;
export type RowEncoding = (typeof rowEncodings)[number];

/** Start inside, end outside. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Bytes that can be read from anywhere, any number of times: a local file, or a remote one by ranges. */
export interface ByteSource {
  /** As people know it: a path, or `hf://datasets/org/name/file`. */
  readonly name: string;
  readonly byteLength: number;
  /** Absolute, where the bytes are a file of this machine. */
  readonly path?: string;
  readonly modifiedMs?: number;
  /** Where what is read of a remote file is kept on this machine, at its place in a file of the same size. */
  readonly copyPath?: string;
  /** Fewer bytes than asked for only where the source has become shorter. */
  readRange(range: ByteRange, signal?: AbortSignal): Promise<Uint8Array>;
  /** In order, from `start` (the beginning) to the end; every chunk is the caller's own. */
  openStream(start?: number, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** The same for a caller who is done with a chunk before it asks for the next: they may lie in the same memory. */
  openLentStream?(start?: number, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}

/** Where on the hub a file comes from. */
export const DatasetOrigin = z.strictObject({
  dataset: z.string(),
  /** The commit. */
  revision: z.string(),
  path: z.string(),
  /** Of its content, as the hub states it. */
  sha256: z.string().nullable(),
});
export type DatasetOrigin = z.infer<typeof DatasetOrigin>;

/** One file of rows. */
export interface RowFile {
  readonly bytes: ByteSource;
  readonly format: RowFormat;
  readonly compression: RowCompression;
  /** Of the text inside; `utf-8` for formats that are no text. */
  readonly encoding: RowEncoding;
  /** What the file's place says about the split (`test-00000-of-00001.parquet`), null when it says nothing. */
  readonly split: string | null;
  /** Null for a file of this machine. */
  readonly origin: DatasetOrigin | null;
}

/** What one argument of a command names: a file, a folder, a glob, stdin or a dataset of the hub. Its files stand in name order. */
export interface RowInput {
  /** As given, or the name given to it with `name=`. */
  readonly name: string;
  readonly files: readonly RowFile[];
}

/** A part of an input that one worker reads: a byte range of plain JSON Lines, a row range of Parquet, otherwise a whole file. */
export interface RowShard {
  readonly input: number;
  readonly file: number;
  /** Bytes of JSON Lines (lines that begin inside it), rows of Parquet; null for a whole file. */
  readonly range: ByteRange | null;
}

/** Consecutive records of one file. */
export interface RecordBatch {
  /** Position of the first record among those of the shard that could be read, from 0. */
  readonly first: number;
  /** JSON values, objects mostly: no bigint, no Date, no undefined. */
  readonly records: readonly unknown[];
  /** The split that the file's own structure states for them (`{"train": […]}`); null where it states none. */
  readonly split: string | null;
}

/** A line or record that could not be read. It is counted and kept aside; reading goes on. */
export interface BrokenRecord {
  readonly file: string;
  /** Whether `number` counts lines of the text or records. */
  readonly unit: "line" | "record";
  /** From 1, counted from the beginning of the range that was read. */
  readonly number: number;
  /** How many records it stands for: 1, save where a block of them is damaged. */
  readonly count: number;
  readonly reason: string;
  /** The start of what stands there; foreign text. */
  readonly excerpt: string;
}

/** Something about a whole file that whoever reads the result must know. */
export interface ReadNote {
  readonly file: string;
  readonly kind:
    | "cut-off"
    | "damaged"
    | "empty"
    | "duplicate-keys"
    | "encoding"
    | "left-out"
    | "unread-part"
    | "same-rows-twice";
  /** Whether rows that the file holds, or held, are missing from what was read. */
  readonly isLoss: boolean;
  /** A sentence that names the file, the place in it, and what happened. */
  readonly message: string;
  readonly hint: string | null;
}

/** What a range held once it was read to its end. */
export interface ReadCounts {
  readonly rows: number;
  readonly broken: number;
  /** Lines of the text, blank ones included; 0 for formats without lines. What comes after it begins at the next line. */
  readonly lines: number;
}

export interface ReadOptions {
  /** As in a shard; the whole file when null or absent. */
  readonly range?: ByteRange | null | undefined;
  /** Fields at the top level that are needed. Formats that keep columns apart read no others; elsewhere records come whole. */
  readonly columns?: readonly string[] | undefined;
  readonly onBroken?: ((broken: BrokenRecord) => void) | undefined;
  /** Called at most once per kind and call. */
  readonly onNote?: ((note: ReadNote) => void) | undefined;
  /** Bytes of the file, as it lies, that were passed since the last call; they add up to the size of the range. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
  readonly onEnd?: ((counts: ReadCounts) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What was read of one file, for the result. */
export interface FileAccount {
  readonly file: string;
  readonly bytes: number;
  /** Null where only parts of the file were read and nobody states it. */
  readonly sha256: string | null;
  /** `computed` from all bytes of the file; `stated` by the hub, of which mostly parts of files are read. */
  readonly hashedBy: "computed" | "stated" | null;
  readonly revision: string | null;
  readonly rows: number;
  readonly broken: number;
}
