import type { LineScanner } from "../../kernels/index.ts";
import type { Sample } from "../../model/index.ts";
import { createSampleReader, type PlainFields } from "../adapters/index.ts";
import { parseRecord, readLines, toDuplicateKeysNote, toEmptyNote } from "../readers/index.ts";
import { stripWrappers } from "../wrappers/index.ts";
import { createLabelScanner, type LabelScanner } from "./label-scanner.ts";
import type { Scan, ScannedRow } from "./scan.ts";
import { stripSample } from "./strip-sample.ts";

/** Scans JSON Lines whose texts are top-level fields: only what the line scanner leaves is parsed. */
export async function scanLines(scan: Scan, fields: PlainFields): Promise<void> {
  const { task, file, counter, signal } = scan;
  const scanner = scan.kernels.openScanner(fields);
  const labels = scan.withSource === true ? createLabelScanner(task.mapping) : undefined;
  const take = createLineTaker(scan, { fields, scanner, labels });
  const options = { range: task.range, onNote: counter.addNote, onProgress: scan.onBytes, signal };
  for await (const { lines } of readLines(file, options)) {
    signal?.throwIfAborted();
    scanner.feed(lines);
    labels?.feed(lines);
    for (let state = scanner.next(); state !== "end"; state = scanner.next()) {
      labels?.next();
      counter.lines += 1;
      take(state);
    }
  }
  if (task.range === null && counter.isEmpty) counter.addNote(toEmptyNote(file));
}

interface Scanners {
  readonly fields: PlainFields;
  readonly scanner: LineScanner;
  readonly labels: LabelScanner | undefined;
}

function createLineTaker(scan: Scan, { fields, scanner, labels }: Scanners) {
  const { task, file, kernels, counter, onRow } = scan;
  const readSample = createSampleReader(task.mapping);
  const isEmpty = createEmptinessCheck(scan, fields);
  const strip = createRowStripper(scan);
  const readLine = () => toSampleOf(parseRecord(scanner.line()));
  const toSampleOf = (parsed: ReturnType<typeof parseRecord>): Sample | undefined => {
    const found = parsed.state === "record" ? readSample(parsed.record) : undefined;
    if (found === undefined) return undefined;
    const sample = stripSample(found, task.strip);
    return sample.split !== null ? sample : { ...sample, split: file.split };
  };
  let slow: Sample | undefined;
  const row: ScannedRow = {
    get number() {
      return counter.rows - 1;
    },
    get source() {
      return slow === undefined ? (labels?.label() ?? null) : slow.source;
    },
    sample() {
      slow ??= readLine();
      if (slow === undefined) throw new TypeError("the scanner took a line that is no row");
      return slow;
    },
  };
  const takeParsed = () => {
    const parsed = parseRecord(scanner.line());
    if (parsed.state === "blank") return;
    if (parsed.state === "broken") {
      const place = { file: file.bytes.name, unit: "line", number: counter.lines, count: 1 } as const;
      counter.addBroken({ ...place, ...toReason(parsed) });
      return;
    }
    counter.rows += 1;
    if (parsed.hasDuplicateKeys) counter.addNote(toDuplicateKeysNote(file, `line ${counter.lines}`));
    slow = toSampleOf(parsed);
    if (slow === undefined) return counter.addUnmapped(counter.rows - 1, parsed.record);
    kernels.setRow(slow.instruction, slow.input, slow.output);
    onRow(row);
  };
  return (state: "row" | "slow" | "blank") => {
    if (state === "blank") return;
    slow = undefined;
    if (state === "slow" || isEmpty()) return takeParsed();
    counter.rows += 1;
    strip?.();
    onRow(row);
  };
}

/** Takes the wrappers off the kernels' current row; undefined where there are none. */
function createRowStripper({ task, kernels }: Scan): (() => void) | undefined {
  const wrappers = task.strip ?? [];
  if (wrappers.length === 0) return undefined;
  return () => {
    const instruction = kernels.fieldText("instruction");
    const bare = stripWrappers(instruction, wrappers);
    if (bare !== instruction) kernels.setRow(bare, kernels.fieldText("input"), kernels.fieldText("output"));
  };
}

function toReason({ reason, excerpt }: { readonly reason: string; readonly excerpt: string }) {
  return { reason, excerpt };
}

/** Whether a text that every row should have is empty: only the sample reader tells an empty field from a missing one. */
function createEmptinessCheck({ kernels }: Scan, fields: PlainFields): () => boolean {
  const needed = (["instruction", "output"] as const).filter((field): boolean => fields[field] !== null);
  return () => needed.some(kernels.isFieldEmpty);
}
