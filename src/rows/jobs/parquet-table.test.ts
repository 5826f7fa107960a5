import { mkdtempSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, expect, test } from "vitest";
import { createParquetTable, openParquetTable } from "./parquet-table.ts";

const folder = mkdtempSync(join(tmpdir(), "stemma-table-"));
afterAll(() => rmSync(folder, { recursive: true }));

const groups = [
  { word: Int32Array.of(-1, 2 ** 31 - 1), share: Float64Array.of(0.5, -1e300), text: ["ä\u0000", ""] },
  { word: new Int32Array(), share: new Float64Array(), text: [] },
  { word: Int32Array.of(7), share: Float64Array.of(2 ** 53), text: ["𝒳".repeat(100_000)] },
];

function write(name: string): { path: string; sizes: readonly number[] } {
  const path = join(folder, name);
  const table = createParquetTable(path, { word: "int32", share: "double", text: "text" });
  for (const group of groups) table.writeGroup(group);
  return { path, sizes: table.finish() };
}

test("groups come back as they were written, empty ones too", async () => {
  const { path, sizes } = write("round.parquet");
  expect(sizes).toEqual([2, 0, 1]);
  const table = await openParquetTable(path, sizes);
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

test("a file that lacks something is refused", async () => {
  const { path, sizes } = write("cut.parquet");
  await expect(openParquetTable(path, [...sizes, 3])).rejects.toMatchObject({ code: "corrupt" });
  truncateSync(path, 200);
  await expect(openParquetTable(path, sizes)).rejects.toMatchObject({ code: "corrupt" });
});
