import type { Screen } from "../terminal/screen.ts";

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How one command's result looks in every format; JSON is the result itself unless `toJson` narrows it. */
export interface View<Result> {
  toHuman(result: Result, screen: Screen): string;
  /** Complete and untruncated, for programs that read tab-separated text. */
  toTable(result: Result): Table;
  /** Ids, paths or counts only, one per line. */
  toQuiet(result: Result): readonly string[];
  toJson?(result: Result): unknown;
}
