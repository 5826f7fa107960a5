import type { RowFile } from "../readers/index.ts";

/** A file of which some records are to be written elsewhere. */
export interface KeptFile {
  readonly file: RowFile;
  /** Whether the record is to be written, by its number among those of the file that can be read, from 0. Asked in order. */
  readonly isKept: (number: number) => boolean;
}

/** Some records of files, in the order in which they are to be written. Every call goes through them anew. */
export type ListKeptFiles = () => Iterable<KeptFile>;
