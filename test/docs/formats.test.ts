import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  exportFormats,
  findingsFormats,
  importFormats,
  mixtureReaders,
  tableNames,
  toExportFormat,
} from "../../src/formats/index.ts";
import { makeGraph } from "../support/lineage-fixture.ts";

const page = readFileSync(new URL("../../docs/reference/formats.md", import.meta.url), "utf8");
const rows = page.split("\n").filter((line) => line.startsWith("| `"));

test("the page has a row for every format", () => {
  const names = [exportFormats, importFormats, mixtureReaders, findingsFormats].flatMap((formats) =>
    formats.map(({ name }) => name),
  );
  const first = rows.map((row) => /`([\w-]+)`/.exec(row)?.[1]);
  expect(first.toSorted()).toEqual([...names, ...tableNames].toSorted());
});

test.each(tableNames)("the page names the columns of %s", (table) => {
  const graph = makeGraph(["a/b -> c/d"]);
  const [header = ""] = String(toExportFormat("csv").toContent(graph, { table })).split("\r\n");
  const row = rows.find((line) => line.startsWith(`| \`${table}\` |`)) ?? "";
  expect([...row.matchAll(/`(\w+)`/g)].slice(1).map(([, name]) => name)).toEqual(header.split(","));
});
