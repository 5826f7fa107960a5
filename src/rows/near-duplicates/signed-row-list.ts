import { toIntegers } from "../jobs/table.ts";
import type { RowJob } from "../scan/row-job.ts";
import { listShardPlaces, type RowName, toRowName } from "../scan/row-name.ts";
import { listRowSources, type RowSource } from "../scan/row-sources.ts";
import type { NearDuplicates } from "./find-near-duplicates.ts";
import { signStep } from "./sign-step.ts";
import { readRowGroups } from "./signed-rows.ts";

/** Where each row stands and where it comes from, by its number among the samples of all shards. 8 bytes a row. */
export interface SignedRowList {
  readonly sources: readonly RowSource[];
  /** Index among the sources. */
  sourceOf(row: number): number;
  nameOf(row: number): RowName;
}

export async function readSignedRowList(
  job: Pick<RowJob, "shards" | "inputs">,
  { signed, rows, rowCounts }: Pick<NearDuplicates, "signed" | "rows" | "rowCounts">,
): Promise<SignedRowList> {
  const results = signed.map((output) => signStep.toResult(output));
  const places = listShardPlaces(
    job,
    results.map(({ account }) => account),
  );
  const { sources, ofLabels } = listRowSources(
    job,
    results.map(({ labels }) => labels),
  );
  const starts = [0];
  for (const count of rowCounts) starts.push((starts.at(-1) ?? 0) + count);
  const numbers = new Int32Array(rows);
  const sourceOfRow = new Int32Array(rows);
  for await (const { firstRow, columns } of readRowGroups(signed, "rows")) {
    const known = ofLabels[findShard(starts, firstRow)] ?? [];
    numbers.set(toIntegers(columns, "number"), firstRow);
    for (const [index, label] of toIntegers(columns, "label").entries()) {
      sourceOfRow[firstRow + index] = known[label] ?? known[0] ?? 0;
    }
  }
  return {
    sources,
    sourceOf: (row) => sourceOfRow[row] ?? 0,
    nameOf: (row) => toRowName(places, findShard(starts, row), numbers[row] ?? 0),
  };
}

/** The last shard that begins at the row or before it; an empty one has no rows. */
function findShard(starts: readonly number[], row: number): number {
  let [from, to] = [0, starts.length - 1];
  while (to - from > 1) {
    const middle = (from + to) >>> 1;
    if ((starts[middle] ?? 0) <= row) from = middle;
    else to = middle;
  }
  return from;
}
