import { expect, test } from "vitest";
import { z } from "zod";
import { createRowKernels } from "../../kernels/index.ts";
import { createMemoryRunner } from "./memory-runner.ts";
import { defineStep, toStepId } from "./step.ts";
import type { JobProgress } from "./step-runner.ts";
import { toIntegers } from "./table.ts";

const calls: number[] = [];

const count = defineStep({
  name: "count",
  version: 1,
  parameters: z.strictObject({ upTo: z.int() }),
  result: z.strictObject({ sum: z.int() }),
  async perform({ upTo }, { openTable, onProgress }) {
    calls.push(upTo);
    const table = openTable("numbers", { number: "int32" });
    const numbers = Int32Array.from({ length: upTo }, (_, index) => index + 1);
    table.writeGroup({ number: numbers });
    table.writeGroup({ number: new Int32Array() });
    numbers.fill(0);
    onProgress({ rows: upTo, bytes: upTo });
    return { sum: (upTo * (upTo + 1)) / 2 };
  },
});

const add = defineStep({
  name: "add",
  version: 1,
  parameters: z.strictObject({}),
  result: z.int(),
  async perform(_, { inputs }) {
    let sum = 0;
    for (const input of inputs) {
      const table = await input.openTable("numbers");
      for (let group = 0; group < table.groupSizes.length; group++) {
        for (const number of toIntegers(await table.readGroup(group), "number")) sum += number;
      }
    }
    return sum;
  },
});

test("steps read what the steps before them wrote, and equal steps run once", async () => {
  const seen: JobProgress[] = [];
  const kernels = await createRowKernels();
  const onProgress = (progress: JobProgress) => seen.push(progress);
  const runner = createMemoryRunner({ kinds: [count, add], kernels, onProgress });
  const maps = await runner.run(
    [3, 4, 3].map((upTo) => ({ description: count.describe({ upTo }), bytes: upTo })),
  );
  expect(calls).toEqual([3, 4]);
  expect(maps.map((output) => count.toResult(output).sum)).toEqual([6, 10, 6]);
  const [sum] = await runner.run([{ description: add.describe({}, maps) }]);
  expect(add.toResult(sum!)).toBe(22);
  expect(seen.at(-1)).toEqual({ doneSteps: 3, steps: 3, rows: 7, bytes: 7, totalBytes: 7 });
});

test("a description names its output whatever the order of its parameters", () => {
  const description = { kind: "count", version: 1, parameters: { a: 1, b: [{ d: 1, c: 2 }] }, inputs: [] };
  const other = { inputs: [], version: 1, parameters: { b: [{ c: 2, d: 1 }], a: 1 }, kind: "count" };
  expect(toStepId(other)).toBe(toStepId(description));
  expect(toStepId({ ...other, version: 2 })).not.toBe(toStepId(description));
});

test("unknown kinds, other versions and unfit parameters are refused by name", async () => {
  const runner = createMemoryRunner({ kinds: [count], kernels: await createRowKernels() });
  const run = (step: object) =>
    runner
      .run([{ description: { ...count.describe({ upTo: 1 }), ...step } }])
      .catch((error) => error.message);
  expect(await run({ kind: "guess" })).toBe('there is no kind of step "guess"');
  expect(await run({ version: 2 })).toContain('version 2 of "count"');
  expect(await run({ parameters: { upTo: "x" } })).toContain('step "count" cannot be run: upTo:');
});
