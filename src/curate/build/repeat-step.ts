import { z } from "zod";
import { defineStep, IntegerList, KeyIndex, type StepContext, toIntegers } from "../../rows/index.ts";
import { keyColumns, readStep } from "./read-step.ts";

const RepeatParameters = z.strictObject({
  /** Source of each part. */
  parts: z.array(z.int()),
  /** Sources that are left out whole. */
  excluded: z.array(z.int()),
});
type RepeatParameters = z.infer<typeof RepeatParameters>;

/** Keys that are held at once, about 40 bytes each. */
const keysPerRange = 2 ** 24;

/**
 * Finds rows whose question was asked before, under `norm` (roots C5). Inputs: the `read` steps, then the `draw` step. Table
 * `dropped`: such rows by their numbers among those of all parts, ascending, with the first row that asks the same.
 */
export const repeatStep = defineStep({
  name: "build/repeat",
  version: 1,
  parameters: RepeatParameters,
  result: z.strictObject({ dropped: z.int() }),
  async perform(parameters, context) {
    const isOut = await findOut(parameters, context);
    const firsts = new Int32Array(isOut.length).fill(-1);
    const ranges = Math.max(1, Math.ceil(isOut.length / keysPerRange));
    for (let range = 0; range < ranges; range += 1) {
      await findRepeats({ range, ranges, isOut, firsts }, context);
    }
    const [rows, causes] = [new IntegerList(), new IntegerList()];
    for (const [row, first] of firsts.entries()) {
      if (first === -1) continue;
      rows.push(row);
      causes.push(first);
    }
    const table = context.openTable("dropped", { row: "int32", cause: "int32" });
    table.writeGroup({ row: rows.view(), cause: causes.view() });
    return { dropped: rows.length };
  },
});

/** Rows that were not drawn, or whose source is left out. */
async function findOut({ parts, excluded }: RepeatParameters, { inputs }: StepContext): Promise<Uint8Array> {
  const counts = inputs.slice(0, -1).map((input) => readStep.toResult(input).rows);
  const isOut = new Uint8Array(counts.reduce((sum, count) => sum + count, 0));
  let first = 0;
  for (const [part, count] of counts.entries()) {
    if (excluded.includes(parts[part] ?? -1)) isOut.fill(1, first, first + count);
    first += count;
  }
  const draw = await inputs.at(-1)?.openTable("dropped");
  const dropped = draw === undefined ? [] : toIntegers(await draw.readGroup(0), "row");
  for (const row of dropped) isOut[row] = 1;
  return isOut;
}

interface Search {
  readonly range: number;
  readonly ranges: number;
  readonly isOut: Uint8Array;
  /** Takes the first row of the same key, for rows that are not it. */
  readonly firsts: Int32Array;
}

async function findRepeats({ range, ranges, isOut, firsts }: Search, { inputs }: StepContext): Promise<void> {
  const index = new KeyIndex(Math.min(isOut.length, keysPerRange));
  const rowOf = new IntegerList();
  const words = new Uint32Array(keyColumns.length);
  let row = 0;
  for (const input of inputs.slice(0, -1)) {
    const table = await input.openTable("keys");
    for (let group = 0; group < table.groupSizes.length; group += 1) {
      const columns = await table.readGroup(group);
      const keys = keyColumns.map((name) => toIntegers(columns, name));
      for (let at = 0; at < (table.groupSizes[group] ?? 0); at += 1, row += 1) {
        for (const [word, column] of keys.entries()) words[word] = column[at] ?? 0;
        if (isOut[row] === 1 || Math.floor(((words[0] ?? 0) / 2 ** 32) * ranges) !== range) continue;
        const known = index.count;
        const key = index.add(words, 0);
        if (key === known) rowOf.push(row);
        else firsts[row] = rowOf.view()[key] ?? 0;
      }
    }
  }
}
