import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toByteSource, toRowFileOf } from "../../../../test/rows/row-files.ts";
import { readRecords } from "../read-records.ts";
import type { BrokenRecord, ReadNote } from "../row-input.ts";

async function read(text: string | Uint8Array, chunkBytes = 11) {
  const file = toRowFileOf(text, { format: "json", bytes: toByteSource(text, "rows.json", chunkBytes) });
  const records: unknown[] = [];
  const splits: (string | null)[] = [];
  const broken: BrokenRecord[] = [];
  const notes: ReadNote[] = [];
  const options = {
    onBroken: (one: BrokenRecord) => broken.push(one),
    onNote: (note: ReadNote) => notes.push(note),
  };
  for await (const batch of readRecords(file, options)) {
    records.push(...batch.records);
    splits.push(...batch.records.map(() => batch.split));
  }
  return { records, splits, broken: broken.map(({ number, reason }) => `${number}: ${reason}`), notes };
}

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('"', "\\", "\\\\", '\\"', "[", "}", "{,", "\n", "é", "日本", "\u2028", "🙂", ""),
    fc.string(),
    fc.double({ noNaN: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.constantFrom(true, false, null),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie("any"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).any;
const row = fc.dictionary(fc.string({ minLength: 1 }), value, {
  minKeys: 1,
  maxKeys: 4,
  noNullPrototype: true,
});
const rows = fc.array(row, { minLength: 1, maxLength: 8 });
const chunkBytes = fc.integer({ min: 1, max: 50 });
const indent = fc.constantFrom(undefined, 0, 1, 2, "\t");

describe("readJsonDocument", () => {
  it("reads a list of records however it is written and however the bytes come", async () => {
    await fc.assert(
      fc.asyncProperty(rows, indent, chunkBytes, async (list, space, size) => {
        const { records, broken, notes } = await read(JSON.stringify(list, null, space), size);
        expect(records).toEqual(JSON.parse(JSON.stringify(list)));
        expect([broken, notes]).toEqual([[], []]);
      }),
      { seed: 21, numRuns: 300 },
    );
  });

  it("reads records one after the other", async () => {
    await fc.assert(
      fc.asyncProperty(rows, indent, chunkBytes, async (list, space, size) => {
        fc.pre(list.length > 1);
        const text = list.map((record) => JSON.stringify(record, null, space)).join("\n");
        expect((await read(text, size)).records).toEqual(JSON.parse(JSON.stringify(list)));
      }),
      { seed: 22, numRuns: 200 },
    );
  });

  it("takes lists under the keys of an object, and their split where a key names one", async () => {
    const document = { version: "1.1", train: [{ a: 1 }, { a: 2 }], dev: [{ a: 3 }], test_easy: [{ a: 4 }] };
    const { records, splits } = await read(JSON.stringify(document, null, 2));
    expect(records).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }]);
    expect(splits).toEqual(["train", "train", "validation", "test_easy"]);
    expect((await read('{"info":{"name":"x"},"data":[{"a":1}]}')).splits).toEqual([null]);
  });

  it.each<[string, unknown, unknown[]]>([
    [
      "columns",
      { a: [1, 2], b: ["x", ["y"]] },
      [
        { a: 1, b: "x" },
        { a: 2, b: ["y"] },
      ],
    ],
    [
      "columns of a data frame",
      { a: { 0: 1, 1: 2 }, b: { 0: "x", 1: null } },
      [
        { a: 1, b: "x" },
        { a: 2, b: null },
      ],
    ],
    [
      "records under their ids",
      { q1: { text: "x" }, q2: { text: "y", more: 1 } },
      [{ text: "x" }, { text: "y", more: 1 }],
    ],
    ["one record", { question: "x", choices: [{ label: "a" }, { label: "b" }] }, []],
    ["one conversation", { messages: [{ role: "user", content: "x" }] }, []],
    ["one record with lists", { tags: ["a"], ids: [1, 2] }, []],
  ])("knows %s", async (_, document, wanted) => {
    const { records } = await read(JSON.stringify(document, null, 1));
    expect(records).toEqual(wanted.length === 0 ? [document] : wanted);
  });

  it("streams lists under the keys of an object that is too large to be held", async () => {
    const long = "x".repeat(1 << 20);
    const list = Array.from({ length: 18 }, (_, id) => ({ id, text: `${long}\\"${id}` }));
    const document = {
      languages: ["en", "{[\\"],
      about: { text: "}" },
      train: list,
      count: 18,
      test: [{ id: 99 }],
    };
    const { records, splits, notes } = await read(JSON.stringify(document), 1 << 16);
    expect(records.map((record) => (record as { id: number }).id)).toEqual([...list.map(({ id }) => id), 99]);
    expect(records[17]).toEqual(list[17]);
    expect([splits[0], splits[18], notes]).toEqual(["train", "test", []]);
  });

  it("keeps a broken record aside and finds the next", async () => {
    const text = '[\n  {"a": 1},\n  {"a": ,},\n  {"a": "no end},\n  {"a": 2},\n  7,\n  {"a": 3}\n]';
    for (const size of [1, 5, 1000]) {
      const { records, broken, notes } = await read(text, size);
      expect(records).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
      expect(broken).toEqual(["2: it is no JSON", "3: it is cut off", "5: it is a number, no object"]);
      expect(notes).toEqual([]);
    }
  });

  it("keeps the records before the end of a file that is cut off", async () => {
    const { records, broken, notes } = await read('{"data": [{"a": 1}, {"a": 2}, {"a": "x');
    expect(records).toEqual([{ a: 1 }, { a: 2 }]);
    expect(broken).toEqual(["3: it has no end"]);
    expect(notes.map((note) => note.message)).toEqual([
      "rows.json: the JSON is cut off or damaged after 2 rows: what follows cannot be told apart; the rows before are read, the rest is missing",
    ]);
    const whole = await read('[{"a": 1}, {"a": 2}');
    expect(whole.records).toHaveLength(2);
    expect(whole.notes[0]!.message).toContain("its list of records has no end");
  });

  it("ends on any text, and loses at most what a change touches", async () => {
    const text = JSON.stringify(
      Array.from({ length: 12 }, (_, id) => ({ id, text: `row "${id}"` })),
      null,
      1,
    );
    const place = fc.nat(text.length - 1);
    await fc.assert(
      fc.asyncProperty(
        place,
        fc.constantFrom('"', "{", "]", "}", "\\", "\n", "x", ""),
        chunkBytes,
        async (at, bit, size) => {
          const changed = text.slice(0, at) + bit + text.slice(at + 1);
          const { records } = await read(changed, size);
          expect(records.length).toBeLessThanOrEqual(14);
        },
      ),
      { seed: 23, numRuns: 400 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...'{}[]",:\\ \n1a'), maxLength: 60 }),
        chunkBytes,
        async (noise, size) => {
          await read(noise, size);
        },
      ),
      { seed: 24, numRuns: 500 },
    );
  });

  it("says that a name stands twice in the object around the lists", async () => {
    const { notes } = await read('{"train":[{"a":1}],"train":[{"a":2}]}');
    expect(notes.map((note) => note.kind)).toEqual(["duplicate-keys"]);
  });
});
