import { z } from "zod";
import { defineStep } from "../jobs/step.ts";
import { toIntegers } from "../jobs/table.ts";
import { createHashGrouping } from "./equal-hashes.ts";
import { IntegerList } from "./integer-list.ts";
import { wordsPerKey } from "./question-key.ts";
import { isInRange, readRowGroups } from "./signed-rows.ts";

/**
 * Finds exact duplicates among the keys of one hash range, of all parts (the `sign` steps are its inputs): table `repeats`
 * names each row whose key came before, ascending, with the first row of that key.
 */
export const repeatStep = defineStep({
  name: "near-duplicates/repeat",
  version: 1,
  parameters: z.strictObject({ range: z.int(), ranges: z.int() }),
  result: z.strictObject({ repeats: z.int() }),
  async perform(range, { inputs, openTable }) {
    const rows = new IntegerList();
    const words = new IntegerList();
    for await (const { firstRow, rowCount, columns } of readRowGroups(inputs, "keys")) {
      const key = ["key0", "key1", "key2", "key3"].map((name) => toIntegers(columns, name));
      for (let index = 0; index < rowCount; index++) {
        if (!isInRange(key[0]?.[index] ?? 0, range)) continue;
        rows.push(firstRow + index);
        for (const column of key) words.push(column[index] ?? 0);
      }
    }
    const firsts = createHashGrouping(wordsPerKey).group(words.view());
    const numbers = rows.view();
    const repeats = new IntegerList();
    const originals = new IntegerList();
    for (const [index, first] of firsts.entries()) {
      if (first === index) continue;
      repeats.push(numbers[index] ?? 0);
      originals.push(numbers[first] ?? 0);
    }
    const table = openTable("repeats", { row: "int32", first: "int32" });
    table.writeGroup({ row: repeats.view(), first: originals.view() });
    return { repeats: repeats.length };
  },
});
