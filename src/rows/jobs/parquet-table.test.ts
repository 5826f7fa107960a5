import { mkdtempSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, expect, test } from "vitest";
import { createParquetTable, openParquetTable, type TableNote } from "./parquet-table.ts";

const folder = mkdtempSync(join(tmpdir(), "stemma-table-"));
afterAll(() => rmSync(folder, { recursive: true }));

const groups = [
  { word: Int32Array.of(-1, 2 ** 31 - 1), share: Float64Array.of(0.5, -1e300), text: ["ä\u0000", ""] },
  { word: new Int32Array(), share: new Float64Array(), text: [] },
  { word: Int32Array.of(7), share: Float64Array.of(2 ** 53), text: ["𝒳".repeat(100_000)] },
];

function write(name: string): { path: string; note: TableNote } {
  const path = join(folder, name);
  const table = createParquetTable(path, { text: "text", word: "int32", share: "double" });
  for (const group of groups) table.writeGroup(group);
  return { path, note: table.finish() };
}

test("groups come back as they were written, empty ones too", async () => {
  const { path, note } = write("round.parquet");
  expect(note.groupSizes).toEqual([2, 0, 1]);
  const table = openParquetTable(path, note);
  expect(await table.readGroup(0)).toEqual(groups[0]);
  expect(await table.readGroup(1)).toEqual({});
  expect(await table.readGroup(2)).toEqual(groups[2]);
});

test("the file is Parquet for others as well", async () => {
  const { path } = write("others.parquet");
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
  expect(rows.map(({ word, share }) => [word, share])).toEqual([
    [-1, 0.5],
    [2 ** 31 - 1, -1e300],
    [7, 2 ** 53],
  ]);
  expect(rows.map(({ text }) => text)).toEqual(groups.flatMap(({ text }) => text));
});

test("a file that is not what was written is refused", () => {
  const { path, note } = write("cut.parquet");
  truncateSync(path, 200);
  expect(() => openParquetTable(path, note)).toThrow(/cut\.parquet is damaged/);
});
