import { z } from "zod";
import { defineStep } from "../jobs/step.ts";
import { toIntegers } from "../jobs/table.ts";
import { IntegerList } from "./integer-list.ts";
import { readRowGroups } from "./signed-rows.ts";

/**
 * Lists the rows whose bands are looked at: the first of each key that has a shingle at all. Inputs: the `sign` steps, then
 * the `repeat` steps. Table `rows` has a group for each group of the signed rows.
 */
export const distinctStep = defineStep({
  name: "near-duplicates/distinct",
  version: 1,
  parameters: z.strictObject({ signSteps: z.int(), rows: z.int() }),
  result: z.strictObject({
    /** Rows that are the first of their key. */
    distinct: z.int(),
    /** Of these, rows without a token, which are similar to nothing. */
    tokenless: z.int(),
  }),
  async perform({ signSteps, rows }, { inputs, openTable }) {
    const isRepeat = new Uint8Array(rows);
    for (const input of inputs.slice(signSteps)) {
      const repeats = toIntegers(await (await input.openTable("repeats")).readGroup(0), "row");
      for (const row of repeats) isRepeat[row] = 1;
    }
    const table = openTable("rows", { row: "int32" });
    const compared = new IntegerList();
    let [distinct, tokenless] = [0, 0];
    for await (const { firstRow, rowCount, columns } of readRowGroups(inputs.slice(0, signSteps), "rows")) {
      const shingles = toIntegers(columns, "shingles");
      for (let index = 0; index < rowCount; index++) {
        if (isRepeat[firstRow + index] === 1) continue;
        distinct += 1;
        if (shingles[index] === 0) tokenless += 1;
        else compared.push(firstRow + index);
      }
      table.writeGroup({ row: compared.view() });
      compared.clear();
    }
    return { distinct, tokenless };
  },
});
