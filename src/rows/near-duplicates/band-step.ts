import { z } from "zod";
import { defineStep, type StepOutput } from "../jobs/step.ts";
import { toIntegers } from "../jobs/table.ts";
import { wordsPerBand } from "./band-hashes.ts";
import { createHashGrouping, toBucketLinks } from "./equal-hashes.ts";
import { IntegerList } from "./integer-list.ts";
import { isInRange, readRowGroups, toBandTable } from "./signed-rows.ts";

const BandParameters = z.strictObject({ band: z.int(), range: z.int(), ranges: z.int() });
type BandParameters = z.infer<typeof BandParameters>;

/**
 * Finds the rows that share the hash of one band, within one hash range. Inputs: the `sign` steps, then the `distinct` step.
 * Table `links` names each row that shares it with another, ascending, with the number of its bucket.
 */
export const bandStep = defineStep({
  name: "near-duplicates/band",
  version: 1,
  parameters: BandParameters,
  result: z.strictObject({ links: z.int(), buckets: z.int() }),
  async perform(parameters, { inputs, openTable }) {
    const { rows, hashes } = await readHashes(inputs, parameters);
    const numbers = rows.view();
    const firsts = createHashGrouping(wordsPerBand).group(hashes.view());
    const links = toBucketLinks(firsts, (index) => numbers[index] as number);
    const table = openTable("links", { row: "int32", bucket: "int32" });
    table.writeGroup({ row: links.rows, bucket: links.buckets });
    return { links: links.rows.length, buckets: links.bucketCount };
  },
});

async function readHashes(inputs: readonly StepOutput[], parameters: BandParameters) {
  const distinct = await inputs.at(-1)?.openTable("rows");
  const rows = new IntegerList();
  const hashes = new IntegerList();
  let group = 0;
  for await (const { firstRow, columns } of readRowGroups(
    inputs.slice(0, -1),
    toBandTable(parameters.band),
  )) {
    const compared = toIntegers((await distinct?.readGroup(group)) ?? {}, "row");
    const high = toIntegers(columns, "high");
    const low = toIntegers(columns, "low");
    for (const row of compared) {
      const index = row - firstRow;
      if (!isInRange(high[index] as number, parameters)) continue;
      rows.push(row);
      hashes.push(low[index] as number);
      hashes.push(high[index] as number);
    }
    group += 1;
  }
  return { rows, hashes };
}

/** What a `band` step found, as `joinBuckets` reads it. */
export async function readBucketLinks(output: StepOutput) {
  const { buckets: bucketCount } = bandStep.toResult(output);
  const columns = await (await output.openTable("links")).readGroup(0);
  return { rows: toIntegers(columns, "row"), buckets: toIntegers(columns, "bucket"), bucketCount };
}
