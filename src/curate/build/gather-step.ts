import { z } from "zod";
import { defineStep, IntegerList, type StepOutput, toIntegers } from "../../rows/index.ts";
import { listRows, RowTableWriter, rowShape } from "./row-table.ts";

/**
 * Takes over the rows of a part that were drawn and ask something new. Inputs: the part's `read` step, the `draw` step and
 * the `repeat` step. Tables: `rows`, as the `read` step leaves them, and `positions`, their numbers among the rows of all parts.
 */
export const gatherStep = defineStep({
  name: "build/gather",
  version: 1,
  parameters: z.strictObject({
    /** Number of the part's first row among those of all parts. */
    firstRow: z.int(),
  }),
  result: z.strictObject({ rows: z.int() }),
  async perform({ firstRow }, { inputs, openTable }) {
    const [read, ...decided] = inputs;
    const isOut = await createDropCheck(decided);
    const rows = new RowTableWriter(openTable("rows", rowShape));
    const positions = new IntegerList();
    const table = await read?.openTable("rows");
    let row = firstRow;
    for (let group = 0; group < (table?.groupSizes.length ?? 0); group += 1) {
      for (const one of listRows((await table?.readGroup(group)) ?? {})) {
        if (!isOut(row)) {
          rows.add(one);
          positions.push(row);
        }
        row += 1;
      }
    }
    rows.flush();
    openTable("positions", { row: "int32" }).writeGroup({ row: positions.view() });
    return { rows: positions.length };
  },
});

/** Rows are asked for in ascending order, as they stand in the tables. */
async function createDropCheck(outputs: readonly StepOutput[]): Promise<(row: number) => boolean> {
  const lists: { readonly rows: Int32Array; at: number }[] = [];
  for (const output of outputs) {
    const columns = await (await output.openTable("dropped")).readGroup(0);
    lists.push({ rows: toIntegers(columns, "row"), at: 0 });
  }
  return (row) => {
    let isOut = false;
    for (const list of lists) {
      while ((list.rows[list.at] ?? Number.POSITIVE_INFINITY) < row) list.at += 1;
      if (list.rows[list.at] === row) isOut = true;
    }
    return isOut;
  };
}
