import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { detectMapping, nameRowLayout } from "../detect-mapping.ts";
import { toMapArguments } from "../mapping.ts";
import { createSampleReader } from "../sample-reader.ts";
import { rowAdapters } from "./registry.ts";

const folder = import.meta.dirname;

function readGolden(name: string, file: string): readonly unknown[] {
  const text = readFileSync(path.join(folder, name, file), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reverseKeys(part)]),
  );
}

function toResult(record: unknown): unknown {
  const { adapter, mapping } = detectMapping([record]);
  return { adapter, map: toMapArguments(mapping), sample: createSampleReader(mapping)(record) };
}

describe("row adapters", () => {
  it("has a folder for every adapter and an adapter for every folder", () => {
    const folders = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(rowAdapters.map(({ name }) => name).sort()).toEqual(folders.sort());
  });

  describe.each(rowAdapters.map(({ name }) => name))("%s", (name) => {
    const records = readGolden(name, "input.jsonl");
    const expected = readGolden(name, "expected.jsonl") as readonly { adapter: string }[];

    it.each(records.map((_, index) => index))(
      "reads golden row %i, whatever the order of its keys",
      (index) => {
        expect(expected).toHaveLength(records.length);
        expect(expected[index]?.adapter).toBe(name);
        expect(toResult(records[index])).toEqual(expected[index]);
        expect(toResult(reverseKeys(records[index]))).toEqual(expected[index]);
        expect(nameRowLayout(records[index])).toBe(name);
      },
    );
  });
});
