import { gunzipSync, gzipSync } from "node:zlib";
import { parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { toRowFileOf } from "../../../test/rows/row-files.ts";
import type { RowFile } from "../readers/index.ts";
import { findRowEnding, toEntryContent, toRecordContent } from "./row-output.ts";

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece.slice());
  return Buffer.concat(pieces);
}

/** All but the records of these numbers, file by file. */
const without =
  (files: readonly RowFile[], ...dropped: readonly number[]) =>
  () =>
    files.map((file) => ({ file, isKept: (number: number) => !dropped.includes(number) }));

const lines = [
  '{"a": 1.0, "b":"x"}\r',
  "",
  '{ "b" : "\\u00e9", "a":2 }',
  "{broken",
  "[1]",
  '{"a":12345678901234567890,"c":{"d":[true]}}',
];
const file = toRowFileOf(`${lines.join("\n")}\n`);

test("lines stay as they are; blank and broken ones are left out and have no number", async () => {
  const all = await collect(toRecordContent("x.jsonl", without([file])));
  expect(all.toString()).toBe(
    '{"a": 1.0, "b":"x"}\n{ "b" : "\\u00e9", "a":2 }\n[1]\n{"a":12345678901234567890,"c":{"d":[true]}}\n',
  );
  const some = await collect(toRecordContent("x.jsonl", without([file, file], 0, 2)));
  const kept = '{ "b" : "\\u00e9", "a":2 }\n{"a":12345678901234567890,"c":{"d":[true]}}\n';
  expect(some.toString()).toBe(kept + kept);
});

test("packed inputs and packed outputs", async () => {
  const packed = toRowFileOf(gzipSync(lines.join("\n")), { compression: "gzip" });
  const plain = await collect(toRecordContent("x.jsonl", without([file], 1)));
  expect(await collect(toRecordContent("x.jsonl", without([packed], 1)))).toEqual(plain);
  const written = await collect(toRecordContent("x.jsonl.gz", without([packed], 1)));
  expect(gunzipSync(written)).toEqual(plain);
  expect(await collect(toRecordContent("x.jsonl.gz", without([packed], 1)))).toEqual(written);
});

test("an error of reading reaches whoever writes, packed or not", async () => {
  const damaged: RowFile = {
    ...file,
    bytes: {
      ...file.bytes,
      // biome-ignore lint/correctness/useYield: it fails before it gives anything.
      openStream: async function* () {
        throw new Error("the disk is gone");
      },
      // biome-ignore lint/correctness/useYield: it fails before it gives anything.
      openLentStream: async function* () {
        throw new Error("the disk is gone");
      },
    },
  };
  for (const path of ["x.jsonl", "x.jsonl.gz", "x.parquet"]) {
    await expect(collect(toRecordContent(path, without([damaged])))).rejects.toThrow("the disk is gone");
  }
});

test("records of other formats become lines of JSON", async () => {
  const array = toRowFileOf('[{"a": 1,  "b":"x"}, {"a":2}, {"c":null}]', { format: "json" });
  const written = await collect(toRecordContent("x.jsonl", without([array], 1)));
  expect(written.toString()).toBe('{"a":1,"b":"x"}\n{"c":null}\n');
});

test("Parquet has a column for every field, as JSON where the kinds differ", async () => {
  const records: readonly object[] = [
    { text: "é\ud800", whole: 1, part: 1, yes: true, mixed: "x", deep: { a: [1] }, empty: null },
    { text: null, whole: -(2 ** 53 - 1), part: 0.5, mixed: 7, constructor: "own" },
    { text: "dropped", whole: "only here a text" },
    {},
  ];
  const source = toRowFileOf(records.map((record) => JSON.stringify(record)).join("\n"));
  const bytes = await collect(toRecordContent("x.parquet", without([source], 2)));
  const { buffer } = new Uint8Array(bytes);
  expect(await parquetReadObjects({ file: buffer })).toEqual([
    {
      text: "é\ufffd",
      whole: 1n,
      part: 1,
      yes: true,
      mixed: '"x"',
      deep: '{"a":[1]}',
      empty: null,
      constructor: null,
    },
    {
      text: null,
      whole: -(2n ** 53n - 1n),
      part: 0.5,
      yes: null,
      mixed: "7",
      deep: null,
      empty: null,
      constructor: "own",
    },
    {
      text: null,
      whole: null,
      part: null,
      yes: null,
      mixed: null,
      deep: null,
      empty: null,
      constructor: null,
    },
  ]);
});

test("entries are lines of JSON, or flat columns of Parquet, in groups", async () => {
  const entries = Array.from({ length: 25_000 }, (_, row) => ({
    row,
    kept: { file: `f${row % 3}`, row: row - 1 },
    similarity: row % 2 === 0 ? null : 0.75,
  }));
  const columns = { row: "integer", kept_file: "text", kept_row: "integer", similarity: "number" } as const;
  const text = (await collect(toEntryContent("x.jsonl", entries, columns))).toString();
  expect(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual(entries);
  const { buffer } = new Uint8Array(await collect(toEntryContent("x.parquet", entries, columns)));
  const read = await parquetReadObjects({ file: buffer });
  expect(read.length).toBe(entries.length);
  expect(read[24_999]).toEqual({ row: 24_999n, kept_file: "f0", kept_row: 24_998n, similarity: 0.75 });
  expect(read[10_000]!.similarity).toBeNull();
});

test("nothing at all is written as an empty file of the kind", async () => {
  expect((await collect(toEntryContent("x.jsonl", [], {}))).length).toBe(0);
  const { buffer } = new Uint8Array(await collect(toEntryContent("x.parquet", [], { row: "integer" })));
  expect(await parquetReadObjects({ file: buffer })).toEqual([]);
});

test("another ending is refused", () => {
  expect(() => findRowEnding("rows.csv")).toThrow(
    expect.objectContaining({ code: "usage", hint: "end its name in .jsonl, .jsonl.gz, .parquet" }) as Error,
  );
});
