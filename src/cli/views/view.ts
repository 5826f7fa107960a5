import type { Screen } from "../terminal/screen.ts";

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A large text in order, its last line break included, so that it need not stand in memory as a whole. */
export interface TextPieces {
  readonly pieces: Iterable<string>;
}

/** How one command's result looks in every format; JSON is the result itself unless the view narrows it. */
export interface View<Result> {
  /** A text of its own, printed as it is whatever the format; undefined where the result is none. */
  toDocument?(result: Result): TextPieces | undefined;
  toHuman(result: Result, screen: Screen): string | TextPieces;
  /** Complete and untruncated, for programs that read tab-separated text. */
  toTable(result: Result): Table;
  /** Ids, paths or counts only, one per line. */
  toQuiet(result: Result): readonly string[];
  toJson?(result: Result): unknown;
  /** In the place of `toJson` for what is large. */
  toJsonPieces?(result: Result): TextPieces;
}
