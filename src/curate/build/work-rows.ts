import { statSync } from "node:fs";
import { type RowMapping, type ScanTask, toTablePath } from "../../rows/index.ts";

/** Where the texts stand in tables of rows that steps leave. */
const mapping: RowMapping = {
  turns: null,
  system: null,
  instruction: "instruction",
  input: "input",
  output: "output",
  answer: "answer",
  source: null,
  split: null,
  id: null,
};

/** The rows that a step left in the work folder, for jobs that read rows of files. */
export function toScanOfRows(
  folder: string,
  id: string,
): { readonly task: ScanTask; readonly bytes: number } {
  const path = toTablePath({ path: folder }, id, "rows");
  const { size, mtimeMs } = statSync(path);
  const file = {
    name: path,
    path,
    byteLength: size,
    modifiedMs: mtimeMs,
    format: "parquet" as const,
    compression: "none" as const,
    encoding: "utf-8" as const,
    split: null,
    origin: null,
  };
  return { task: { file, range: null, mapping }, bytes: size };
}
