import type { ImportBuilder } from "./import-builder.ts";

/** A file as it was read, by whoever reads files. */
export interface TextFile {
  /** As it is to be named in reports. */
  readonly name: string;
  readonly text: string;
}

/** A way to read somebody else's graph. */
export interface ImportFormat {
  /** As `stemma import --as` takes it, and the name of its file here. */
  readonly name: string;
  readonly meaning: string;
  /** Whether the files look like this format; at most one format says so of the same files. */
  readonly fits: (files: readonly TextFile[]) => boolean;
  /**
   * Gives every record to the builder, which rejects and tells what cannot stand.
   *
   * @throws StemmaError `corrupt` for a file that is broken as a whole.
   */
  readonly read: (files: readonly TextFile[], builder: ImportBuilder) => void;
}
