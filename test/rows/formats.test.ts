import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type BrokenRecord,
  listShards,
  openRowInputs,
  type ReadCounts,
  type ReadNote,
  readRecords,
} from "../../src/rows/readers/index.ts";

type Row = Record<string, unknown>;

const input = join(import.meta.dirname, "formats/input");
const expected: Row[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "formats/expected/rows.json"), "utf8"),
);
const names = readdirSync(input).filter((name) => name !== "no-rows.arrow");
const parquetNames = names.filter((name) => name.endsWith(".parquet"));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-formats-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface How {
  readonly range?: { readonly start: number; readonly end: number };
  readonly columns?: readonly string[];
}

async function read(path: string, how: How = {}) {
  const [{ files } = { files: [] }] = await openRowInputs([path], { cwd: folder });
  const broken: BrokenRecord[] = [];
  const notes: ReadNote[] = [];
  let counts: ReadCounts | undefined;
  let passed = 0;
  const options = {
    ...how,
    onBroken: (one: BrokenRecord) => broken.push(one),
    onNote: (note: ReadNote) => notes.push(note),
    onEnd: (ended: ReadCounts) => (counts = ended),
    onProgress: (bytes: number) => (passed += bytes),
  };
  const batches = await Array.fromAsync(readRecords(files[0]!, options));
  const records = batches.flatMap((batch) => batch.records as Row[]);
  return { records, broken, notes, counts, passedShare: passed / files[0]!.bytes.byteLength };
}

/** A copy of a file with its bytes changed. */
function change(name: string, edit: (bytes: Buffer) => Buffer): string {
  const path = join(folder, `changed-${name}`);
  writeFileSync(path, edit(readFileSync(join(input, name))));
  return path;
}

const damageAt = (share: number) => (bytes: Buffer) => {
  const at = Math.floor(bytes.length * share);
  bytes.fill(0xa5, at, at + 64);
  return bytes;
};

describe("files as pyarrow writes them", () => {
  it.each(names)("%s holds the rows that were written", async (name) => {
    const { records, notes, broken, passedShare } = await read(join(input, name));
    expect(records).toEqual(expected);
    expect([notes, broken]).toEqual([[], []]);
    expect(passedShare).toBe(1);
  });

  it.each(names)("%s gives the wanted columns alone", async (name) => {
    const { records } = await read(join(input, name), { columns: ["st", "i64", "none"] });
    expect(records).toEqual(expected.map(({ st, i64 }) => ({ st, i64 })));
  });

  it.each(parquetNames)("%s gives any range of its rows", async (name) => {
    for (const range of [
      { start: 0, end: 1 },
      { start: 7, end: 31 },
      { start: 24, end: 26 },
      { start: 50, end: 99 },
    ]) {
      const { records } = await read(join(input, name), { range });
      expect(records).toEqual(expected.slice(range.start, range.end));
    }
  });

  it("cuts row groups into shards that hold every row once", async () => {
    const inputs = await openRowInputs([join(input, "gzip-groups.parquet")], { cwd: folder });
    const shards = await listShards(inputs, { targetBytes: 1000 });
    expect(shards.map(({ range }) => range)).toEqual([
      { start: 0, end: 25 },
      { start: 25, end: 50 },
      { start: 50, end: 60 },
    ]);
    expect(await listShards(inputs, { targetBytes: 1e6 })).toEqual([{ input: 0, file: 0, range: null }]);
  });

  it("says of a file without rows that it has none", async () => {
    const { records, notes } = await read(join(input, "no-rows.arrow"));
    expect(records).toEqual([]);
    expect(notes.map((note) => note.kind)).toEqual(["empty"]);
    expect(notes[0]!.message).toMatch(/no-rows\.arrow: the file holds no rows$/);
  });
});

describe("damaged files", () => {
  it("a Parquet file without its end: no row, and why", async () => {
    const path = change("gzip-groups.parquet", (bytes) => bytes.subarray(0, bytes.length - 100));
    const { records, notes } = await read(path);
    expect(records).toEqual([]);
    expect(notes).toMatchObject([{ kind: "cut-off", isLoss: true }]);
    expect(notes[0]!.message).toMatch(
      /gzip-groups\.parquet: no row can be read: its end is missing, and with it the footer that says where the rows are$/,
    );
    const inputs = await openRowInputs([path], { cwd: folder });
    expect(await listShards(inputs, { targetBytes: 10 })).toEqual([{ input: 0, file: 0, range: null }]);
  });

  it("a Parquet file with a damaged footer", async () => {
    const path = change("plain-v1.parquet", (bytes) =>
      bytes.fill(0xee, bytes.length - 600, bytes.length - 8),
    );
    const { records, notes } = await read(path);
    expect(records).toEqual([]);
    expect(notes).toMatchObject([{ kind: "damaged", isLoss: true }]);
    expect(notes[0]!.message).toContain("no row can be read: its footer is damaged");
    const longer = change("plain-v1.parquet", (bytes) => {
      bytes.writeUInt32LE(0x7fffffff, bytes.length - 8);
      return bytes;
    });
    expect((await read(longer)).notes[0]!.message).toContain("its footer claims to be longer than the file");
  });

  it("a Parquet file with a damaged row group: the rows of the others, and the number of those lost", async () => {
    const path = change("gzip-groups.parquet", damageAt(0.25));
    const { records, broken, notes, counts } = await read(path);
    expect(counts!.rows + counts!.broken).toBe(60);
    expect(records.slice(-10)).toEqual(expected.slice(50));
    expect(counts!.broken).toBeGreaterThan(0);
    expect(broken.reduce((sum, { count }) => sum + count, 0)).toBe(counts!.broken);
    expect(notes).toMatchObject([{ kind: "damaged", isLoss: true }]);
    expect(notes[0]!.message).toMatch(
      /rows \d+ to \d+ \(row group \d\) cannot be read: .+; the rows of other row groups are read$/,
    );
  });

  it.each(["stream.arrow", "zstd.feather"])("%s without its end: the rows before it", async (name) => {
    const path = change(name, (bytes) => bytes.subarray(0, bytes.length * 0.6));
    const { records, notes } = await read(path);
    expect(records.length).toBeGreaterThanOrEqual(25);
    expect(records).toEqual(expected.slice(0, records.length));
    expect(notes).toMatchObject([{ kind: "cut-off", isLoss: true }]);
    expect(notes[0]!.message).toMatch(
      /: the Arrow file is cut off after \d+ rows: .+; the rows before are read, the rest is missing$/,
    );
  });

  it("an Arrow stream that ends between two batches", async () => {
    const path = change("stream.arrow", (bytes) => bytes.subarray(0, bytes.length - 8));
    const { records, notes } = await read(path);
    expect(records).toEqual(expected);
    expect(notes[0]!.message).toContain("its end mark is missing");
  });

  it("any file with any bytes changed: all rows, or a note, never an error", async () => {
    for (const name of [
      "snappy-dictionary-small-pages.parquet",
      "zstd-v2-small-pages.parquet",
      "lz4.feather",
    ]) {
      for (let step = 1; step < 20; step++) {
        const { records, notes, counts } = await read(change(name, damageAt(step / 20)));
        if (notes.length === 0) expect(records).toHaveLength(60);
        if (name.endsWith(".parquet") && counts!.rows > 0) expect(counts!.rows + counts!.broken).toBe(60);
      }
    }
  });
});
