import { z } from "zod";
import type { RowJob } from "./row-job.ts";
import type { ScanAccount } from "./scan-account.ts";

/** A row as people and other programs find it again. */
export const RowName = z.strictObject({
  input: z.string(),
  file: z.string(),
  /** Number of the record among those of the file that could be read, from 0. */
  row: z.int(),
});
export type RowName = z.infer<typeof RowName>;

/** Where the rows of a shard are. */
export interface ShardPlace {
  readonly input: string;
  readonly file: string;
  /** Rows of the file before the shard. */
  readonly before: number;
}

/** @param accounts one for each shard of the job */
export function listShardPlaces(
  { shards, inputs }: Pick<RowJob, "shards" | "inputs">,
  accounts: readonly Pick<ScanAccount, "rows">[],
): ShardPlace[] {
  const before = new Map<string, number>();
  return shards.map(({ input, file, task }, index) => {
    const name = `${input} ${file}`;
    const passed = before.get(name) ?? 0;
    before.set(name, passed + (accounts[index]?.rows ?? 0));
    return { input: inputs[input]?.name ?? "", file: task.file.name, before: passed };
  });
}

/** @param row number of the row in the shard */
export function toRowName(places: readonly ShardPlace[], shard: number, row: number): RowName {
  const place = places[shard];
  return { input: place?.input ?? "", file: place?.file ?? "", row: (place?.before ?? 0) + row };
}
