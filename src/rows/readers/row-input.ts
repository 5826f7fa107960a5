import type { ReadableStream } from "node:stream/web";

export const rowFormats = ["jsonl", "json", "csv", "tsv", "parquet", "arrow"] as const;
export type RowFormat = (typeof rowFormats)[number];

/** Bytes that can be read from anywhere: a local file, or a remote one by ranges. */
export interface ByteSource {
  /** As people know it: a path, or `hf://datasets/org/name/file`. */
  readonly name: string;
  /** Undefined for a stream whose end is not known (stdin). */
  readonly byteLength: number | undefined;
  /** Bytes [start, end). */
  readRange(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
  openStream(range?: { readonly start: number; readonly end: number }): ReadableStream<Uint8Array>;
}

/** One file of rows. */
export interface RowFile {
  readonly bytes: ByteSource;
  readonly format: RowFormat;
  readonly compression: "none" | "gzip" | "zstd";
  /** What the file's place says about the split (`test-00000-of-00001.parquet`), null when it says nothing. */
  readonly split: string | null;
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
  /** Bytes of JSON Lines (lines that begin inside it), rows of Parquet. */
  readonly range: { readonly start: number; readonly end: number } | null;
}

/** Consecutive records of one file. */
export interface RecordBatch {
  /** Position of the first record among those of the shard that could be read, from 0. */
  readonly first: number;
  readonly records: readonly unknown[];
}

/** A line or record that could not be read. It is counted and kept aside; reading goes on. */
export interface BrokenRecord {
  readonly file: string;
  /** Line of the text, or number of the record where there are no lines; from 1. */
  readonly line: number;
  readonly reason: string;
  /** The start of what stands there. */
  readonly excerpt: string;
}

/** What was read of one file, for the result. */
export interface FileAccount {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number;
  readonly broken: number;
}
