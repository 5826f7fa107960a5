import { createRowKernels } from "../../kernels/index.ts";
import { parseRecord, readLines, readRecords } from "../readers/index.ts";
import type { KeptFile, ListKeptFiles } from "./kept-file.ts";

/**
 * Records as JSON Lines: the lines of JSON Lines as they are, but for their line breaks; records of other formats written as
 * JSON. What cannot be read is left out. Holds one chunk of lines or one batch of records.
 *
 * @throws StemmaError `not-found` when a file cannot be opened, `interrupted` when asked to stop.
 */
export async function* toRecordLines(list: ListKeptFiles, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  for (const kept of list()) {
    yield* kept.file.format === "jsonl" ? copyLines(kept, signal) : writeRecords(kept, signal);
  }
}

const entriesPerChunk = 1024;

/** Values as JSON Lines. */
export function* toEntryLines(entries: Iterable<object>): Iterable<Uint8Array> {
  let lines: string[] = [];
  for (const entry of entries) {
    lines.push(`${JSON.stringify(entry)}\n`);
    if (lines.length < entriesPerChunk) continue;
    yield Buffer.from(lines.join(""));
    lines = [];
  }
  yield Buffer.from(lines.join(""));
}

const lineBreak = 10;
const noFields = { instruction: null, input: null, output: null };

async function* copyLines(
  { file, isKept }: KeptFile,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  const scanner = createRowKernels().openScanner(noFields);
  let number = 0;
  for await (const { lines } of readLines(file, { signal })) {
    signal?.throwIfAborted();
    const kept = new Uint8Array(lines.length + 1);
    let end = 0;
    scanner.feed(lines);
    for (let state = scanner.next(); state !== "end"; state = scanner.next()) {
      const line = scanner.line();
      if (state === "blank" || (state === "slow" && parseRecord(line).state !== "record")) continue;
      number += 1;
      if (!isKept(number - 1)) continue;
      kept.set(line, end);
      end += line.length;
      kept[end] = lineBreak;
      end += 1;
    }
    yield kept.subarray(0, end);
  }
}

async function* writeRecords(
  { file, isKept }: KeptFile,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  for await (const { first, records } of readRecords(file, { signal })) {
    const kept = records.filter((_, index) => isKept(first + index));
    yield Buffer.from(kept.map((record) => `${JSON.stringify(record)}\n`).join(""));
  }
}
