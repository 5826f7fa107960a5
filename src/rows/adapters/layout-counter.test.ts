import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rowAdapters } from "./kinds/registry.ts";
import { createLayoutCounter, sumLayouts } from "./layout-counter.ts";

const turn = fc.record(
  { role: fc.constantFrom("user", "assistant"), content: fc.string({ maxLength: 2 }), value: fc.string() },
  { requiredKeys: ["role"] },
);
const value = fc.oneof(
  fc.constantFrom("", " ", "text", "Human: a\n\nAssistant: b", '{"text":"x"}', '["a"]'),
  fc.constantFrom<unknown>(null, 1, true, [], ["a", "b"], {}),
  fc.array(turn, { maxLength: 3 }),
  fc.record({ ground_truth: fc.constantFrom<unknown>("1", "", { solution: "s" }, { solution: "" }) }),
  fc.record({ text: fc.array(fc.string(), { maxLength: 2 }), label: fc.constant(["A", "B"]) }),
);
const row = fc.record(
  {
    question: value,
    answer: value,
    messages: value,
    prompt: value,
    reward_model: value,
    chosen: value,
    rejected: value,
    choices: value,
    text: value,
  },
  { requiredKeys: [] },
);

test("counts do not depend on the order of rows, and parts add up", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const whole = createLayoutCounter();
      for (const one of rows) whole.add(one);
      const [left, right] = [createLayoutCounter(), createLayoutCounter()];
      for (const [index, one] of [...rows].reverse().entries()) (index % 2 === 0 ? left : right).add(one);
      expect(sumLayouts([...left.list(), ...right.list()])).toEqual(whole.list());
      expect(whole.list().reduce((sum, { rows: count }) => sum + count, 0)).toBe(rows.length);
    }),
    { numRuns: 100 },
  );
});

test.each(rowAdapters.map(({ name }) => name))("rows of %s are counted as such", (name) => {
  const text = readFileSync(path.join(import.meta.dirname, "kinds", name, "input.jsonl"), "utf8");
  const lines = text.trim().split("\n");
  const counter = createLayoutCounter();
  for (const line of lines) counter.add(JSON.parse(line));
  expect(counter.list()).toEqual([{ adapter: name, rows: lines.length }]);
});
