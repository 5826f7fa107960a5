import { z } from "zod";
import { type RowKernels, shingleUnits } from "../../kernels/index.ts";
import { defineStep, type StepContext } from "../jobs/step.ts";
import type { TableWriter } from "../jobs/table.ts";
import { createLabelList } from "../scan/label-list.ts";
import { ScanAccount } from "../scan/scan-account.ts";
import { scanShard } from "../scan/scan-shard.ts";
import { ScanTask } from "../scan/scan-task.ts";
import { hashBand, wordsPerBand } from "./band-hashes.ts";
import { IntegerList } from "./integer-list.ts";
import { hashQuestion, wordsPerKey } from "./question-key.ts";
import { toBandTable } from "./signed-rows.ts";

/** What of the settings a signature and its bands depend on. */
export const SignSettings = z.object({
  permutations: z.int(),
  seed: z.int(),
  unit: z.enum(shingleUnits),
  ngram: z.int(),
  bands: z.int(),
  rows: z.int(),
});
export type SignSettings = z.infer<typeof SignSettings>;

/** Rows of one group in the tables. */
const rowsPerGroup = 2 ** 16;

/**
 * Reads a part of a file and leaves, for each row that is a sample, in groups of up to 65,536 rows: in `keys` the key of its
 * question text; in `rows` its number in the part, the number of its source label and its number of shingles; and in one
 * table for each band the hash of that band.
 */
export const signStep = defineStep({
  name: "near-duplicates/sign",
  version: 1,
  parameters: z.strictObject({ scan: ScanTask, settings: SignSettings }),
  result: z.strictObject({
    account: ScanAccount,
    /** Samples. */
    rows: z.int(),
    /** The source labels by their numbers in `rows`, as `LabelList.list` gives them. */
    labels: z.array(z.string().nullable()).nullable(),
  }),
  async perform({ scan, settings }, context) {
    const tables = openTables(context, settings.bands);
    const signed = createSignedRows(context.kernels, settings);
    const labels = createLabelList();
    let rows = 0;
    const account = await scanShard(scan, {
      ...context,
      withSource: scan.mapping.source !== null,
      onRow: ({ number, source }) => {
        signed.add(number, labels.number(source));
        rows += 1;
        if (rows % rowsPerGroup === 0) signed.moveInto(tables);
      },
    });
    if (rows % rowsPerGroup !== 0) signed.moveInto(tables);
    return { account, rows, labels: labels.list() };
  },
});

interface SignTables {
  readonly keys: TableWriter;
  readonly rows: TableWriter;
  readonly bands: readonly TableWriter[];
}

function openTables({ openTable }: StepContext, bands: number): SignTables {
  return {
    keys: openTable("keys", { key0: "int32", key1: "int32", key2: "int32", key3: "int32" }),
    rows: openTable("rows", { number: "int32", label: "int32", shingles: "int32" }),
    bands: Array.from({ length: bands }, (_, band) =>
      openTable(toBandTable(band), { high: "int32", low: "int32" }),
    ),
  };
}

/** Collects what the tables hold of the kernels' current rows. */
function createSignedRows(kernels: RowKernels, settings: SignSettings) {
  const { permutations, seed, unit, ngram, bands, rows } = settings;
  const signer = kernels.createSigner({ permutations, seed, unit, size: ngram });
  const signature = new Uint32Array(permutations);
  const key = new Uint32Array(wordsPerKey);
  const hash = new Int32Array(wordsPerBand);
  const lists = (count: number) => Array.from({ length: count }, () => new IntegerList());
  const [keys, details, hashes] = [lists(wordsPerKey), lists(3), lists(bands * wordsPerBand)];
  const push = (into: readonly IntegerList[], from: number, values: ArrayLike<number>) => {
    for (let at = 0; at < values.length; at++) into[from + at]?.push(values[at] ?? 0);
  };
  return {
    add(number: number, label: number): void {
      hashQuestion(kernels, key, 0);
      push(keys, 0, key);
      push(details, 0, [number, label, signer.signRow(signature, 0)]);
      for (let band = 0; band < bands; band++) {
        hashBand({ signatures: signature, into: hash }, band * rows, rows, 0);
        push(hashes, band * wordsPerBand, hash);
      }
    },
    moveInto(tables: SignTables): void {
      tables.keys.writeGroup(toColumns(keys, ["key0", "key1", "key2", "key3"]));
      tables.rows.writeGroup(toColumns(details, ["number", "label", "shingles"]));
      for (const [band, table] of tables.bands.entries()) {
        const words = hashes.slice(band * wordsPerBand, (band + 1) * wordsPerBand);
        table.writeGroup(toColumns(words, ["high", "low"]));
      }
      for (const list of [...keys, ...details, ...hashes]) list.clear();
    },
  };
}

function toColumns(lists: readonly IntegerList[], names: readonly string[]): Record<string, Int32Array> {
  return Object.fromEntries(lists.map((list, index) => [names[index] ?? "", list.view()]));
}
