import { expect, test } from "vitest";
import type { StepOutput } from "../jobs/step.ts";
import type { TableColumns } from "../jobs/table.ts";
import { openTextSets } from "./text-sets.ts";

const sets = [[1, 2, 3], [], [4.5], Array.from({ length: 3000 }, (_, index) => index), [2 ** 53 - 1]];

/** Outputs as `measure` steps leave them: groups of sizes and of numbers. */
function toOutput(...groups: readonly (readonly (readonly number[])[])[]): StepOutput {
  const tables: Record<string, TableColumns[]> = {
    sizes: groups.map((group) => ({ size: Int32Array.from(group, (set) => set.length) })),
    sets: groups.map((group) => ({ number: Float64Array.from(group.flat()) })),
  };
  return {
    id: "0",
    result: {},
    openTable: async (name) => ({
      groupSizes: (tables[name] ?? []).map((columns) => Object.values(columns)[0]?.length ?? 0),
      readGroup: async (index) => tables[name]?.[index] ?? {},
    }),
  };
}

const outputs = [toOutput(sets.slice(0, 2), sets.slice(2, 3)), toOutput(sets.slice(3))];

test.each([1e9, 0])(
  "gives the numbers of any text, from memory or from a file: %d bytes",
  async (memoryBytes) => {
    const opened = await openTextSets(outputs, { count: sets.length, memoryBytes });
    for (const text of [4, 0, 3, 1, 2, 3]) expect([...opened.get(text)]).toEqual(sets[text]);
    opened.close();
  },
);

test("a file that has changed in between is told", async () => {
  await expect(openTextSets(outputs, { count: 6, memoryBytes: 0 })).rejects.toMatchObject({
    code: "corrupt",
    message: "6 texts were to be compared, but 5 were found again",
  });
});
