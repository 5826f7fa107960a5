import { findPlainFields } from "../adapters/index.ts";
import { toRowFile } from "../readers/index.ts";
import type { ScanOptions } from "./scan.ts";
import { type ScanAccount, ScanCounter } from "./scan-account.ts";
import { scanLines } from "./scan-lines.ts";
import { scanRecords } from "./scan-records.ts";
import type { ScanTask } from "./scan-task.ts";

/**
 * Reads a part of a file and makes each of its rows the kernels' current row, in order: by the line scanner where the three
 * texts are top-level fields of JSON Lines, otherwise by way of records and samples. Both ways give the same rows.
 *
 * @throws StemmaError `not-found` when the file cannot be opened, `interrupted` when asked to stop.
 */
export async function scanShard(task: ScanTask, options: ScanOptions): Promise<ScanAccount> {
  const file = toRowFile(task.file);
  const counter = new ScanCounter(options.onBroken);
  let bytes = 0;
  const onBytes = (passed: number) => {
    bytes += passed;
    options.onProgress?.({ rows: counter.rows, bytes });
  };
  const scan = { ...options, task, file, counter, onBytes };
  const fields = file.format === "jsonl" ? findPlainFields(task.mapping) : undefined;
  if (fields === undefined) await scanRecords(scan);
  else await scanLines(scan, fields);
  return counter.toAccount();
}
