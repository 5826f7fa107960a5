import { existsSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { defineStep } from "../../src/rows/jobs/step.ts";
import { toIntegers } from "../../src/rows/jobs/table.ts";

/** Writes the numbers up to one; dies in the middle until the file `mark` is there as often as asked for. */
export const writeNumbers = defineStep({
  name: "write-numbers",
  version: 1,
  parameters: z.strictObject({ upTo: z.int(), deaths: z.array(z.string()) }),
  result: z.strictObject({ upTo: z.int() }),
  async perform({ upTo, deaths }, { openTable, onProgress }) {
    const table = openTable("numbers", { number: "int32" });
    table.writeGroup({ number: Int32Array.from({ length: upTo }, (_, index) => index + 1) });
    onProgress({ rows: upTo, bytes: 0 });
    const mark = deaths.find((path) => !existsSync(path));
    if (mark !== undefined) {
      writeFileSync(mark, "");
      process.exit(9);
    }
    return { upTo };
  },
});

export const addNumbers = defineStep({
  name: "add-numbers",
  version: 1,
  parameters: z.strictObject({ fails: z.boolean() }),
  result: z.int(),
  async perform({ fails }, { inputs }) {
    if (fails) throw new RangeError("no numbers today");
    let sum = 0;
    for (const input of inputs) {
      const table = await input.openTable("numbers");
      for (const group of table.groupSizes.keys()) {
        for (const number of toIntegers(await table.readGroup(group), "number")) sum += number;
      }
    }
    return sum;
  },
});

export const wait = defineStep({
  name: "wait",
  version: 1,
  parameters: z.strictObject({ ms: z.int() }),
  result: z.null(),
  async perform({ ms }) {
    await setTimeout(ms);
    return null;
  },
});

export const testKinds = [writeNumbers, addNumbers, wait];
