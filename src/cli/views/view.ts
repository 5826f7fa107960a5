import type { Screen } from "../terminal/screen.ts";

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How one command's result looks in every format; JSON is the result itself unless the view narrows it. */
export interface View<Result> {
  toHuman(result: Result, screen: Screen): string;
  /** Complete and untruncated, for programs that read tab-separated text. */
  toTable(result: Result): Table;
  /** Ids, paths or counts only, one per line. */
  toQuiet(result: Result): readonly string[];
  toJson?(result: Result): unknown;
  /** In the place of `toJson` for what is large: the whole text, its last line break included, in order. */
  toJsonPieces?(result: Result): Iterable<string>;
}
