import type { RowKernels } from "../../kernels/index.ts";
import type { Sample } from "../../model/index.ts";
import type { BrokenRecord, RowFile } from "../readers/index.ts";
import type { ScanCounter } from "./scan-account.ts";
import type { ScanTask } from "./scan-task.ts";

/** The kernels' current row, seen from outside. Valid only while `onRow` runs. */
export interface ScannedRow {
  /**
   * Position among the records of the part that could be read, from 0. Rows that the mapping does not fit have a number
   * too, so that it does not depend on the mapping.
   */
  readonly number: number;
  /** The row's source label; null where there is none, and where `withSource` was not asked for. */
  readonly source: string | null;
  /** The whole sample; on plain JSON Lines the row is parsed for it. */
  sample(): Sample;
}

export interface ScanOptions {
  /** Each row becomes their current row: its texts and everything computed on it are asked of them. */
  readonly kernels: RowKernels;
  readonly onRow: (row: ScannedRow) => void;
  /** Whether `ScannedRow.source` is needed. */
  readonly withSource?: boolean | undefined;
  /** Told of every record that cannot be read; the account keeps the first ones only. */
  readonly onBroken?: ((broken: BrokenRecord) => void) | undefined;
  /** Told now and then: what was read so far. */
  readonly onProgress?: ((progress: { readonly rows: number; readonly bytes: number }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What both ways of scanning work with. */
export interface Scan extends ScanOptions {
  readonly task: ScanTask;
  readonly file: RowFile;
  readonly counter: ScanCounter;
  /** Bytes of the file passed since the last call. */
  readonly onBytes: (bytes: number) => void;
}
