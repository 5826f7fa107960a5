import { createSampleReader, listColumns, type RowMapping } from "../adapters/index.ts";
import { type RowInput, readRecords } from "../readers/index.ts";
import { createWrapperMiner, type MiningOptions } from "./mine-wrappers.ts";
import type { WrapperReport } from "./wrapper.ts";

export interface MineInputOptions extends MiningOptions {
  readonly mapping: RowMapping;
  /** Rows that were read and bytes of files that were passed since the last call. */
  readonly onProgress?: ((passed: { readonly rows: number; readonly bytes: number }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Mines the wrappers of an input: every row is read, a sample of stated size is kept. Roots R4.
 *
 * @throws StemmaError what the readers throw.
 */
export async function mineInputWrappers(
  { name, files }: RowInput,
  { mapping, onProgress, signal, ...options }: MineInputOptions,
): Promise<WrapperReport> {
  const miner = createWrapperMiner(options);
  const needed: RowMapping = { ...mapping, input: null, answer: null, source: null, split: null, id: null };
  const readSample = createSampleReader(needed);
  const columns = listColumns(needed);
  const onBytes = (bytes: number) => onProgress?.({ rows: 0, bytes });
  for (const file of files) {
    for await (const { records } of readRecords(file, { columns, onProgress: onBytes, signal })) {
      onProgress?.({ rows: records.length, bytes: 0 });
      for (const record of records) {
        const sample = readSample(record);
        if (sample !== undefined) miner.offer(sample.instruction, sample.system);
      }
    }
  }
  return miner.report(name);
}
