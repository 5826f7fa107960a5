import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toByteSource, toRowFileOf } from "../../../../test/rows/row-files.ts";
import { readRecords } from "../read-records.ts";
import type { BrokenRecord, ReadNote, RowFormat } from "../row-input.ts";

interface How {
  readonly format?: RowFormat;
  readonly chunkBytes?: number;
  readonly columns?: readonly string[];
}

async function read(text: string | Uint8Array, { format = "csv", chunkBytes = 13, columns }: How = {}) {
  const file = toRowFileOf(text, { format, bytes: toByteSource(text, `rows.${format}`, chunkBytes) });
  const broken: BrokenRecord[] = [];
  const notes: ReadNote[] = [];
  let lines = 0;
  const options = {
    columns,
    onBroken: (one: BrokenRecord) => broken.push(one),
    onNote: (note: ReadNote) => notes.push(note),
    onEnd: (counts: { lines: number }) => (lines = counts.lines),
  };
  const batches = await Array.fromAsync(readRecords(file, options));
  const records = batches.flatMap((batch) => batch.records);
  return { records, broken: broken.map(({ number, reason }) => `${number}: ${reason}`), notes, lines };
}

const cell = fc
  .array(fc.constantFrom("a", '"', ",", "\t", "\n", "\r\n", "é", " ", "日本"), { maxLength: 6 })
  .map((parts) => parts.join(""));

/** As RFC 4180 has it: quotes where they are needed. */
function write(rows: readonly (readonly string[])[], separator: string, lineBreak: string): string {
  const toCell = (text: string) => (/[",\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(toCell).join(separator)).join(lineBreak);
}

describe("readDelimited", () => {
  it.each([
    ["csv", ","],
    ["tsv", "\t"],
  ] as const)("reads %s as it was written, however the bytes come", async (format, separator) => {
    const table = fc.array(fc.tuple(fc.nat(99).map(String), cell, cell), { minLength: 1, maxLength: 8 });
    const lineBreak = fc.constantFrom("\n", "\r\n");
    const end = fc.constantFrom("", "\n");
    const size = fc.integer({ min: 1, max: 60 });
    await fc.assert(
      fc.asyncProperty(table, lineBreak, end, size, async (rows, between, last, chunkBytes) => {
        const text = write([["id", "b c", ""], ...rows], separator, between) + last;
        const { records, broken } = await read(text, { format, chunkBytes });
        expect(records).toEqual(rows.map(([id, b, c]) => ({ id, "b c": b, "": c })));
        expect(broken).toEqual([]);
      }),
      { seed: 31, numRuns: 200 },
    );
  });

  it("reads only the wanted columns, after a byte-order mark, with the line breaks of an old Mac", async () => {
    const { records } = await read("\ufeffa,b\r1,2\r3,4\r", { columns: ["b"] });
    expect(records).toEqual([{ b: "2" }, { b: "4" }]);
    expect((await read("\ufeffa,b\r\n1,2\r\n")).records).toEqual([{ a: "1", b: "2" }]);
  });

  it("keeps a record with another number of cells aside, whole", async () => {
    const text = 'a,b\n1,2\n\n3\n4,"x\ny",5\n6,7\n"8"x,9 "quoted"\n';
    const { records, broken, lines } = await read(text);
    expect(records).toEqual([
      { a: "1", b: "2" },
      { a: "6", b: "7" },
      { a: "8x", b: '9 "quoted"' },
    ]);
    expect(broken).toEqual([
      "4: it has 1 cells, and the first line names 2",
      "5: it has 3 cells, and the first line names 2",
    ]);
    expect(lines).toBe(8);
  });

  it("loses one line to a quote that is never closed", async () => {
    const { records, broken } = await read('a,b\n1,2\n3,"4\n5,6\n7,"8 ""9"""\n');
    expect(records).toEqual([
      { a: "1", b: "2" },
      { a: "5", b: "6" },
      { a: "7", b: '8 "9"' },
    ]);
    expect(broken).toEqual(["3: it has a quote that is not closed"]);
  });

  it("keeps bytes that are no UTF-8 aside", async () => {
    const { records, broken } = await read(Buffer.from("a,b\n1,caf\xe9\n2,x\n", "latin1"));
    expect(records).toEqual([{ a: "2", b: "x" }]);
    expect(broken).toEqual(["2: it has bytes that are no UTF-8"]);
  });

  it("says that two columns have one name, and takes the last", async () => {
    const { records, notes } = await read("a,a\n1,2\n");
    expect(records).toEqual([{ a: "2" }]);
    expect(notes.map((note) => note.message)).toEqual([
      "rows.csv: the first line names a field twice; the last one counts, here and in other rows like it",
    ]);
  });
});
