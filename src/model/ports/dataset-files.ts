import type { DatasetId } from "../ids.ts";
import type { CallOptions } from "./sources.ts";

/** A file in a dataset's repository on the hub. */
export interface DatasetFile {
  /** `data/train-00000-of-00001.parquet` */
  readonly path: string;
  readonly byteLength: number;
  /** Of its content, as the hub states it; null for files that it keeps in git itself. */
  readonly sha256: string | null;
}

/** What a repository holds at one commit. */
export interface DatasetTree {
  /** The id of today, which differs from the one asked for after a renaming. */
  readonly id: DatasetId;
  /** The commit hash that the revision stands for now. */
  readonly revision: string;
  /** In the order of their paths. */
  readonly files: readonly DatasetFile[];
}

/** One file at one commit. */
export interface DatasetFilePlace {
  readonly id: DatasetId;
  readonly revision: string;
  readonly path: string;
  readonly byteLength: number;
}

/** Start inside, end outside. */
export interface DatasetByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The files of datasets on the hub, for reading rows.
 *
 * Throws StemmaError `not-found` (no such dataset, revision or file, or a private one), `auth` (gated, or the token was
 * rejected), `refused` (disabled), `network`, `rate-limited`, `offline`, `bad-response`, `interrupted`, `budget`.
 */
export interface DatasetFiles {
  /** @param options.revision a branch, tag or commit; the default branch when absent. */
  listFiles(
    id: DatasetId,
    options?: CallOptions & { readonly revision?: string | undefined },
  ): Promise<DatasetTree>;
  /** Exactly these bytes. */
  readRange(file: DatasetFilePlace, range: DatasetByteRange, options?: CallOptions): Promise<Uint8Array>;
}
