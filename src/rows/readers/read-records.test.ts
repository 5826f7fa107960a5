import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type BrokenRecord,
  describeRowFile,
  listShards,
  openRowInputs,
  type ReadCounts,
  type ReadNote,
  type RowFile,
  type RowInput,
  readRecords,
  toRowFile,
} from "./index.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stemma-rows-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function open(name: string, content: Uint8Array | string): Promise<RowInput> {
  await writeFile(join(folder, name), content);
  const [input] = await openRowInputs([name], { cwd: folder });
  return input!;
}

async function readAll(file: RowFile, range?: { start: number; end: number }) {
  const read = { records: [] as unknown[], broken: [] as BrokenRecord[], notes: [] as ReadNote[] };
  let counts: ReadCounts | undefined;
  const options = {
    range,
    onBroken: (broken: BrokenRecord) => read.broken.push(broken),
    onNote: (note: ReadNote) => read.notes.push(note),
    onEnd: (ended: ReadCounts) => (counts = ended),
  };
  for await (const { first, records } of readRecords(file, options)) {
    expect(first).toBe(read.records.length);
    read.records.push(...records);
  }
  return { ...read, counts };
}

const rows = Array.from({ length: 50 }, (_, index) => ({
  id: index,
  text: `row ${index} “é”`,
  list: [1, { a: null }],
}));
const lines = rows.map((row) => JSON.stringify(row)).join("\n");

describe("readRecords", () => {
  it.each<[string, Uint8Array | string]>([
    ["plain.jsonl", lines],
    ["ended.jsonl", `${lines}\n`],
    ["crlf.jsonl", lines.replaceAll("\n", "\r\n")],
    ["mark.jsonl", `\ufeff${lines}`],
    ["packed.jsonl.gz", gzipSync(lines)],
    ["packed.jsonl.zst", zstdCompressSync(Buffer.from(lines))],
    ["unnamed.gz", gzipSync(lines)],
    ["array.json", JSON.stringify(rows)],
    ["pretty.json", JSON.stringify(rows, null, 2)],
    ["lines.json", lines],
    ["array.jsonl", JSON.stringify(rows, null, 1)],
    ["utf16.jsonl", Buffer.from(`\ufeff${lines}`, "utf16le")],
  ])("reads the same rows from %s", async (name, content) => {
    const { files } = await open(name, content);
    const { records, counts } = await readAll(files[0]!);
    expect(records).toEqual(rows);
    expect(counts).toMatchObject({ rows: 50, broken: 0 });
  });

  it("reads Parquet by shards of row groups, numbers as JSON has them", async () => {
    const file = parquetWriteBuffer({
      columnData: [
        { name: "id", data: rows.map((row) => BigInt(row.id)), type: "INT64" },
        { name: "text", data: rows.map((row) => row.text), type: "STRING" },
      ],
      rowGroupSize: [20, 20, 10],
    });
    const input = await open("rows.parquet", new Uint8Array(file));
    const wanted = rows.map(({ id, text }) => ({ id, text }));
    expect((await readAll(input.files[0]!)).records).toEqual(wanted);
    const shards = await listShards([input], { targetBytes: 100 });
    expect(shards.map((shard) => shard.range)).toEqual([
      { start: 0, end: 20 },
      { start: 20, end: 40 },
      { start: 40, end: 50 },
    ]);
    const second = await readAll(input.files[0]!, shards[1]!.range!);
    expect(second.records).toEqual(wanted.slice(20, 40));
  });

  it("keeps broken lines aside and reads on", async () => {
    const content = ['{"a":1}', '{"a":', "", '"text"', '{"a":"x\ny"}', '{"a":2}', "\0\0\0"].join("\n");
    const bytes = Buffer.concat([Buffer.from(content), Buffer.from('\n{"a":"\xff"}\n{"a":3}', "latin1")]);
    const { files } = await open("broken.jsonl", bytes);
    const { records, broken, counts } = await readAll(files[0]!);
    expect(records).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
    expect(broken.map(({ number, reason }) => `${number}: ${reason}`)).toEqual([
      "2: it is cut off",
      "4: it is a text, no object",
      "5: it is cut off",
      "6: it is no JSON",
      "8: it has NUL bytes, as a file torn by a crash has",
      "9: it has bytes that are no UTF-8 (byte 7)",
    ]);
    expect(broken[0]).toMatchObject({ file: "broken.jsonl", unit: "line", excerpt: '{"a":' });
    expect(counts).toEqual({ rows: 3, broken: 6, lines: 10 });
  });

  it("says once that a field is named twice, and takes the last", async () => {
    const { files } = await open(
      "twice.jsonl",
      '{"a":{"b":1,"c":":"}}\n{"a":1,"b":"\\"a\\":","a":2}\n{"a":1,"a":3}',
    );
    const { records, notes } = await readAll(files[0]!);
    expect(records).toEqual([{ a: { b: 1, c: ":" } }, { a: 2, b: '"a":' }, { a: 3 }]);
    expect(notes.map((note) => note.message)).toEqual([
      "twice.jsonl: line 2 names a field twice; the last one counts, here and in other rows like it",
    ]);
  });

  it("keeps the rows before the end of a file that is cut off", async () => {
    const packed = gzipSync(Array.from({ length: 5000 }, (_, row) => `{"row":${row * 7919}}\n`).join(""));
    const { files } = await open("cut.jsonl.gz", packed.subarray(0, packed.length - 2000));
    const { records, notes } = await readAll(files[0]!);
    expect(records.length).toBeGreaterThan(2000);
    expect(notes[0]).toMatchObject({ kind: "cut-off", isLoss: true, file: "cut.jsonl.gz" });
    expect(notes[0]!.message).toMatch(/^cut\.jsonl\.gz: the file is cut off: it ends in the middle/);
  });

  it("reads a described file as it reads the file", async () => {
    const { files } = await open("described.jsonl.gz", gzipSync(lines));
    const description = JSON.parse(JSON.stringify(describeRowFile(files[0]!)));
    expect((await readAll(toRowFile(description))).records).toEqual(rows);
  });
});
