import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openRowInputs } from "./open-row-inputs.ts";

const cwd = mkdtempSync(join(tmpdir(), "stemma-named-"));
afterAll(() => rmSync(cwd, { recursive: true }));
for (const path of ["a.jsonl", "x=y.jsonl", "data/year=2024/part.jsonl", "data/b.jsonl"]) {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), '{"question":"q","answer":"a"}\n');
}

test.each([
  ["train=a.jsonl", "train", "a.jsonl"],
  ["org/name=data/b.jsonl", "org/name", "data/b.jsonl"],
  ["org/name=*.jsonl", "org/name", "a.jsonl"],
  ["x=y.jsonl", "x=y.jsonl", "x=y.jsonl"],
  ["data/year=2024/part.jsonl", "data/year=2024/part.jsonl", "data/year=2024/part.jsonl"],
  ["data/year=2024/*.jsonl", "data/year=2024/*.jsonl", "data/year=2024/part.jsonl"],
])("%s is an input called %s", async (arg, name, first) => {
  const [input] = await openRowInputs([arg], { cwd });
  expect([input?.name, input?.files[0]?.bytes.name]).toEqual([name, first]);
});
