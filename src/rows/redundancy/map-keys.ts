import { z } from "zod";
import { keyScopes } from "../../kernels/index.ts";
import { defineStep } from "../jobs/step.ts";
import { createKeyHasher, type RowKey } from "../keys/key-hasher.ts";
import { keyTiers } from "../keys/key-tier.ts";
import { createLabelList } from "../scan/label-list.ts";
import { ScanAccount } from "../scan/scan-account.ts";
import { scanShard } from "../scan/scan-shard.ts";
import { ScanTask } from "../scan/scan-task.ts";
import { KeyTableWriter, keyTableShape, toTableName } from "./key-tables.ts";

const KeyParameter = z.strictObject({ scope: z.enum(keyScopes), tier: z.enum(keyTiers) });

/** Map: the keys of the rows of a shard, one table per key, by hash range. */
export const mapKeys = defineStep({
  name: "map-keys",
  version: 1,
  parameters: z.strictObject({
    task: ScanTask,
    keys: z.array(KeyParameter),
    buckets: z.int(),
    /** Whether rows are told apart by their source label. */
    withSource: z.boolean(),
  }),
  result: z.strictObject({
    account: ScanAccount,
    /** The source labels in order of appearance, null for rows without one; null when there are too many to be sources. */
    labels: z.array(z.string().nullable()).nullable(),
  }),
  async perform({ task, keys, buckets, withSource }, { kernels, openTable, onProgress, signal }) {
    const labels = createLabelList();
    const hasher = createKeyHasher(kernels);
    const tables = keys.map((key: RowKey) => ({
      key,
      writer: new KeyTableWriter(openTable(toTableName(key), keyTableShape), buckets),
    }));
    const words = new Uint32Array(4);
    const account = await scanShard(task, {
      kernels,
      withSource,
      onProgress,
      signal,
      onRow(row) {
        hasher.beginRow();
        const label = labels.number(row.source);
        for (const { key, writer } of tables) {
          hasher.hash(key, words, 0);
          writer.add(words, row.number, label);
        }
      },
    });
    for (const { writer } of tables) writer.flush();
    return { account, labels: labels.list() };
  },
});
