import { z } from "zod";
import { defineStep } from "../jobs/step.ts";
import { toIntegers } from "../jobs/table.ts";
import { IntegerList } from "./integer-list.ts";

/**
 * Lists the rows that share a bucket with another row: their texts will be looked at. Inputs: the `band` steps. Table `rows`
 * has a group for each part: the positions of those rows among the part's samples, ascending.
 */
export const chooseStep = defineStep({
  name: "near-duplicates/choose",
  version: 1,
  parameters: z.strictObject({
    /** Samples of each part. */
    rowCounts: z.array(z.int()),
  }),
  result: z.strictObject({
    /** Of each part, the rows that are listed. */
    chosen: z.array(z.int()),
  }),
  async perform({ rowCounts }, { inputs, openTable }) {
    const isChosen = new Uint8Array(rowCounts.reduce((sum, count) => sum + count, 0));
    for (const input of inputs) {
      const links = await (await input.openTable("links")).readGroup(0);
      for (const row of toIntegers(links, "row")) isChosen[row] = 1;
    }
    const table = openTable("rows", { position: "int32" });
    const positions = new IntegerList();
    const chosen: number[] = [];
    let firstRow = 0;
    for (const count of rowCounts) {
      for (let position = 0; position < count; position++) {
        if (isChosen[firstRow + position] === 1) positions.push(position);
      }
      table.writeGroup({ position: positions.view() });
      chosen.push(positions.length);
      positions.clear();
      firstRow += count;
    }
    return { chosen };
  },
});
