import type { StepOutput } from "../jobs/step.ts";
import { toIntegers, toRowCount } from "../jobs/table.ts";
import type { RowKey } from "../keys/key-hasher.ts";
import { type BucketRange, toTableName } from "./key-tables.ts";

/** The rows of one group of a key table. Valid until the next group is asked for. */
export interface KeyGroup {
  /** Which of the inputs of the step it comes from. */
  readonly map: number;
  readonly count: number;
  /** The keys, four words each. */
  readonly words: Uint32Array;
  readonly rows: Int32Array;
  readonly labels: Int32Array;
}

export interface KeyGroupRequest {
  readonly key: RowKey;
  readonly buckets: number;
  readonly range: BucketRange;
}

/**
 * What the outputs of {@link mapKeys} hold in some hash ranges. Groups come in the order of the outputs and of their rows;
 * rows of equal keys thus come in the order of the rows of all inputs.
 */
export async function* readKeyGroups(
  inputs: readonly StepOutput[],
  { key, buckets, range }: KeyGroupRequest,
): AsyncIterable<KeyGroup> {
  let words = new Uint32Array();
  for (const [map, input] of inputs.entries()) {
    const table = await input.openTable(toTableName(key));
    for (let run = 0; run < table.groupSizes.length; run += buckets) {
      for (let bucket = range.from; bucket < range.to; bucket += 1) {
        if ((table.groupSizes[run + bucket] ?? 0) === 0) continue;
        const columns = await table.readGroup(run + bucket);
        const [rows, labels] = [toIntegers(columns, "row"), toIntegers(columns, "label")];
        const count = toRowCount(columns);
        if (words.length < count * 4) words = new Uint32Array(count * 8);
        for (const [word, name] of wordColumns.entries()) spread(toIntegers(columns, name), words, word);
        yield { map, count, words, rows, labels };
      }
    }
  }
}

const wordColumns = ["key0", "key1", "key2", "key3"] as const;

function spread(column: Int32Array, words: Uint32Array, word: number): void {
  for (let index = 0; index < column.length; index += 1) words[index * 4 + word] = column[index] as number;
}

/** Rows of the tables in each bucket, over all outputs. */
export async function countBucketRows(
  inputs: readonly StepOutput[],
  { key, buckets }: Omit<KeyGroupRequest, "range">,
): Promise<number[]> {
  const rows = new Array<number>(buckets).fill(0);
  for (const input of inputs) {
    const { groupSizes } = await input.openTable(toTableName(key));
    for (const [group, size] of groupSizes.entries())
      rows[group % buckets] = (rows[group % buckets] ?? 0) + size;
  }
  return rows;
}

/** Rows of the tables in some hash ranges, over all outputs. */
export async function countRangeRows(
  inputs: readonly StepOutput[],
  { range, ...tables }: KeyGroupRequest,
): Promise<number> {
  const rows = await countBucketRows(inputs, tables);
  return rows.slice(range.from, range.to).reduce((sum, count) => sum + count, 0);
}
