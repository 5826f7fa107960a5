import { execFile } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parquetWriteFile } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRowInputs, readRecords } from "../../src/rows/readers/index.ts";

const mebibyte = 1024 * 1024;
const heapMebibytes = 40;
const run = promisify(execFile);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-memory-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a file in a process whose heap is much smaller than the file. */
async function readInChild(path: string) {
  const script = join(import.meta.dirname, "read-in-child.ts");
  const { stdout } = await run(process.execPath, [`--max-old-space-size=${heapMebibytes}`, script, path]);
  const { rows, peakMebibytes } = JSON.parse(stdout) as { rows: number; peakMebibytes: number };
  return { rows, peakMebibytes, fileMebibytes: statSync(path).size / mebibyte };
}

const row = JSON.stringify({ instruction: 'word "in quotes" '.repeat(60), output: "{x} ".repeat(250) });

describe("memory", { timeout: 60_000 }, () => {
  it("does not grow with a JSON document", async () => {
    const path = join(folder, "large.json");
    const file = openSync(path, "w");
    const block = Buffer.from(`${row},\n`.repeat(500));
    writeSync(file, '{"version": 1, "train": [');
    for (let count = 0; count < 75; count++) writeSync(file, block);
    writeSync(file, `${row}]}`);
    closeSync(file);
    const { rows, peakMebibytes, fileMebibytes } = await readInChild(path);
    expect(rows).toBe(37_501);
    expect(fileMebibytes).toBeGreaterThan(1.6 * heapMebibytes);
    expect(peakMebibytes).toBeLessThan(250);
  });

  it("does not grow with a row group of Parquet", async () => {
    const path = join(folder, "large.parquet");
    const count = 36_000;
    const toText = (index: number) => `${index} ${"word ".repeat(400)}`;
    const data = Array.from({ length: count }, (_, index) => toText(index));
    parquetWriteFile({
      filename: path,
      columnData: [{ name: "text", data, type: "STRING" }],
      rowGroupSize: count,
      codec: "UNCOMPRESSED",
    });
    const { rows, fileMebibytes } = await readInChild(path);
    expect(rows).toBe(count);
    expect(fileMebibytes).toBeGreaterThan(1.6 * heapMebibytes);
  });

  it("holds a line of 50 MB, and what comes after it", async () => {
    const path = join(folder, "long.jsonl");
    const file = openSync(path, "w");
    writeSync(file, '{"text":"');
    for (let count = 0; count < 50; count++) writeSync(file, Buffer.alloc(1_000_000, 'a\\"b'));
    writeSync(file, '"}\n{"text":"short"}\n');
    closeSync(file);
    const [input] = await openRowInputs([path], { cwd: folder });
    expect(input!.files[0]!.format).toBe("jsonl");
    const lengths: number[] = [];
    for await (const { records } of readRecords(input!.files[0]!)) {
      lengths.push(...records.map((record) => (record as { text: string }).text.length));
    }
    expect(lengths).toEqual([37_500_000, 5]);
  });
});
