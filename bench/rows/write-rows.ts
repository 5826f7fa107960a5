/**
 * Writes synthetic rows, and benchmarks of which some items are among them, and prints what must be found in them.
 * Usage: node bench/rows/write-rows.ts <folder> --rows <n> [--seed <n>] [--ascii] [--rows-per-file <n>]
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { benchmarkCount, itemsPerBenchmark, RowPlanner } from "./row-plan.ts";
import { maxLineBytes, SyntheticTexts, type TextOptions } from "./synthetic-texts.ts";

interface FileOrder {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const bufferBytes = 4 * 2 ** 20;

if (isMainThread) process.stdout.write(`${JSON.stringify(await writeDataset())}\n`);
else parentPort?.postMessage(writeFiles(workerData as WriterData));

interface WriterData {
  readonly options: TextOptions;
  readonly files: readonly FileOrder[];
}

async function writeDataset() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rows: { type: "string", default: "1000" },
      "rows-per-file": { type: "string", default: "500000" },
      seed: { type: "string", default: "1" },
      ascii: { type: "boolean", default: false },
    },
  });
  const [folder = "."] = positionals;
  const rows = Number(values.rows);
  const options = { seed: Number(values.seed), isAscii: values.ascii };
  await mkdir(join(folder, "train"), { recursive: true });
  await mkdir(join(folder, "benchmarks"), { recursive: true });
  const files = listFiles(join(folder, "train"), rows, Number(values["rows-per-file"]));
  const bytes = await writeInThreads(options, files);
  return {
    files: files.map(({ path }) => path),
    bytes,
    benchmarks: writeBenchmarks(new SyntheticTexts(options), join(folder, "benchmarks")),
    truth: new RowPlanner(options.seed).countTruth(rows),
  };
}

function listFiles(folder: string, rows: number, rowsPerFile: number): FileOrder[] {
  const count = Math.ceil(rows / rowsPerFile);
  return Array.from({ length: count }, (_, file) => ({
    path: join(folder, `part-${String(file).padStart(5, "0")}.jsonl`),
    start: file * rowsPerFile,
    end: Math.min(rows, (file + 1) * rowsPerFile),
  }));
}

async function writeInThreads(options: TextOptions, files: readonly FileOrder[]): Promise<number> {
  const threads = Math.min(availableParallelism(), files.length);
  const written = Array.from({ length: threads }, (_, thread) => {
    const data: WriterData = { options, files: files.filter((_, file) => file % threads === thread) };
    return new Promise<number>((resolve, reject) => {
      new Worker(fileURLToPath(import.meta.url), { workerData: data })
        .once("message", resolve)
        .once("error", reject);
    });
  });
  return (await Promise.all(written)).reduce((sum, bytes) => sum + bytes, 0);
}

function writeFiles({ options, files }: WriterData): number {
  const texts = new SyntheticTexts(options);
  let bytes = 0;
  for (const { path, start, end } of files) {
    bytes += writeLines(path, { start, end }, (row, out, at) => texts.writeRow(row, out, at));
  }
  return bytes;
}

function writeBenchmarks(texts: SyntheticTexts, folder: string): string[] {
  return Array.from({ length: benchmarkCount }, (_, benchmark) => {
    const path = join(folder, `benchmark-${benchmark + 1}.jsonl`);
    writeLines(path, { start: 0, end: itemsPerBenchmark }, (item, out, at) =>
      texts.writeItem(benchmark, item, out, at),
    );
    return path;
  });
}

/** Gives the bytes of the file. */
function writeLines(
  path: string,
  { start, end }: { readonly start: number; readonly end: number },
  writeLine: (line: number, out: Uint8Array, at: number) => number,
): number {
  const out = new Uint8Array(bufferBytes);
  const file = openSync(path, "w");
  let at = 0;
  let bytes = 0;
  const flush = () => {
    for (let from = 0; from < at; ) from += writeSync(file, out, from, at - from);
    bytes += at;
    at = 0;
  };
  for (let line = start; line < end; line++) {
    at = writeLine(line, out, at);
    if (at > bufferBytes - maxLineBytes) flush();
  }
  flush();
  closeSync(file);
  return bytes;
}
