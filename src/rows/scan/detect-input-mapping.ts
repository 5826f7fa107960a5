import { type DetectedMapping, detectionRows, detectMapping, type RowMapping } from "../adapters/index.ts";
import { type RowFile, type RowInput, readRecords } from "../readers/index.ts";

export interface DetectInputOptions {
  /** Parts whose places are given by hand. */
  readonly given: Partial<RowMapping>;
  readonly signal?: AbortSignal | undefined;
}

/** Files of an input that are looked into, so that one of another layout shows. */
const mostFiles = 16;

/**
 * Tells the layout of an input from the first rows of its files.
 *
 * @throws StemmaError `usage` when no row can be read or no layout fits.
 */
export async function detectInputMapping(
  { name, files }: RowInput,
  { given, signal }: DetectInputOptions,
): Promise<DetectedMapping> {
  const looked = files.slice(0, mostFiles);
  const share = Math.ceil(detectionRows / Math.max(1, looked.length));
  const records: unknown[] = [];
  for (const file of looked) records.push(...(await readFirstRecords(file, share, signal)));
  return detectMapping(records, { given, name });
}

async function readFirstRecords(
  file: RowFile,
  count: number,
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const first: unknown[] = [];
  for await (const { records } of readRecords(file, { signal })) {
    first.push(...records.slice(0, count - first.length));
    if (first.length >= count) break;
  }
  return first;
}
