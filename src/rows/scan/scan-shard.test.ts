import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRowKernels } from "../../kernels/index.ts";
import { detectMapping, type RowMapping } from "../adapters/index.ts";
import { describeRowFile, listShards, openRowInputs } from "../readers/index.ts";
import type { Wrapper } from "../wrappers/index.ts";
import type { ScannedRow } from "./scan.ts";
import { scanShard } from "./scan-shard.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-scan-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const mapping: RowMapping = {
  ...detectMapping([{ instruction: "a", input: "i", output: "b", source: "s" }]).mapping,
  source: "source",
};

interface Seen {
  readonly number: number;
  readonly texts: readonly string[];
  readonly source: string | null;
  readonly sample: unknown;
}

interface ScanSettings {
  readonly targetBytes?: number;
  readonly strip?: readonly Wrapper[];
}

async function scan(name: string, content: string | Uint8Array, options: ScanSettings = {}) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const inputs = await openRowInputs([path], { cwd: folder });
  const shards = await listShards(inputs, { targetBytes: options.targetBytes ?? 1e9 });
  const kernels = createRowKernels();
  const seen: Seen[][] = [];
  const accounts = [];
  for (const { file, range } of shards) {
    const rows: Seen[] = [];
    const take = (row: ScannedRow) =>
      rows.push({
        texts: (["instruction", "input", "output"] as const).map((field) => kernels.fieldText(field)),
        number: row.number,
        source: row.source,
        sample: row.sample(),
      });
    const task = {
      file: describeRowFile(inputs[0]!.files[file]!),
      range,
      mapping,
      strip: [...(options.strip ?? [])],
    };
    accounts.push(await scanShard(task, { kernels, onRow: take, withSource: true }));
    seen.push(rows);
  }
  return { seen, accounts };
}

const lines = [
  '{"instruction":"one","input":"","output":"1","source":"x"}',
  "",
  '{"instruction":"t\\u0077o","output":2,"source":"y"}',
  "{broken",
  '{"question":"other kind"}',
  '{"output":"3","input":"i","instruction":"three"}',
];

test("plain JSON Lines, other values, other kinds and broken lines", async () => {
  const { seen, accounts } = await scan("mixed.jsonl", `${lines.join("\n")}\n`);
  expect(seen[0]!.map(({ number, texts, source }) => [number, source, ...texts])).toEqual([
    [0, "x", "one", "", "1"],
    [1, "y", "two", "", "2"],
    [3, null, "three", "i", "3"],
  ]);
  expect(accounts[0]).toMatchObject({
    rows: 4,
    unmapped: 1,
    firstUnmapped: [2],
    unmappedAs: [{ adapter: "text", rows: 1 }],
    broken: 1,
    lines: 6,
  });
  expect(accounts[0]!.firstBroken[0]).toMatchObject({
    unit: "line",
    number: 4,
    reason: "it is no JSON at character 2",
  });
  expect(seen[0]![0]!.sample).toMatchObject({ instruction: "one", output: "1", source: "x", split: null });
});

test("a JSON array and a packed file give the same rows as lines", async () => {
  const usable = lines.filter((line) => line.startsWith("{") && line !== "{broken");
  const plain = await scan("rows.jsonl", usable.join("\n"));
  const array = await scan("rows.json", `[${usable.join(",")}]`);
  const packed = await scan("rows.jsonl.gz", gzipSync(usable.join("\r\n")));
  expect(array.seen).toEqual(plain.seen);
  expect(packed.seen).toEqual(plain.seen);
});

const anyRow = fc.record(
  {
    instruction: fc.oneof(fc.string({ unit: "grapheme" }), fc.constant(3)),
    input: fc.string(),
    output: fc.oneof(fc.string(), fc.constant(null), fc.constant([1])),
    source: fc.oneof(fc.constantFrom("a", "b", ""), fc.constant(7)),
  },
  { requiredKeys: [] },
);

test("the scanner and the reader of records see the same rows, whatever the cuts", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 12 }), async (rows) => {
      const text = rows.map((row) => JSON.stringify(row)).join("\n");
      const scanned = await scan("any.jsonl", text);
      const read = await scan("any.json", JSON.stringify(rows));
      const cut = await scan("any.jsonl", text, { targetBytes: 20 });
      expect(read.seen).toEqual(scanned.seen);
      const strip = (seen: Seen[][]) =>
        seen.flat().map(({ texts, source, sample }) => ({ texts, source, sample }));
      expect(strip(cut.seen)).toEqual(strip(scanned.seen));
      const rowCount = cut.accounts.reduce((sum, account) => sum + account.rows, 0);
      expect([rowCount, scanned.accounts[0]!.rows]).toEqual([rows.length, rows.length]);
    }),
    { numRuns: 60 },
  );
});

test("wrappers are taken off the instruction in both ways of scanning, and off the sample", async () => {
  const rows = [
    { instruction: "Q: why?  Think.", input: "Q: not here", output: "so" },
    { instruction: "why?", input: "", output: "Think." },
    { instruction: "Q: w\u00e9 Think.", input: "", output: ["slow"] },
  ];
  const strip = [
    { side: "suffix", text: "Think." },
    { side: "prefix", text: "Q:" },
  ] as const;
  const lines = await scan("wrapped.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"), { strip });
  const read = await scan("wrapped.json", JSON.stringify(rows), { strip });
  expect(lines.seen).toEqual(read.seen);
  expect(lines.seen.flat().map(({ texts }) => texts)).toEqual([
    ["why?", "Q: not here", "so"],
    ["why?", "", "Think."],
    ["w\u00e9", "", '["slow"]'],
  ]);
  expect(lines.seen.flat().map(({ sample }) => (sample as { instruction: string }).instruction)).toEqual([
    "why?",
    "why?",
    "w\u00e9",
  ]);
});
