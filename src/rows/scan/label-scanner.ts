import { createRowKernels, type RowKernels } from "../../kernels/index.ts";
import { createSampleReader, findPlainFields, type RowMapping } from "../adapters/index.ts";
import { parseRecord } from "../readers/index.ts";

/** Finds the source label of each line beside the scanner of its texts: it is fed the same lines and steps with it. */
export interface LabelScanner {
  feed(lines: Uint8Array): void;
  next(): void;
  /** Of the line that `next` stands at. */
  label(): string | null;
}

/** One for all scans of a thread: each chunk of lines is gone through before the next one is fed, whoever feeds it. */
let labelKernels: RowKernels | undefined;

/** Undefined when the rows have no label. */
export function createLabelScanner(mapping: RowMapping): LabelScanner | undefined {
  if (mapping.source === null) return undefined;
  const place = { ...mapping, turns: null, instruction: mapping.source, input: null, output: null };
  const field = findPlainFields(place)?.instruction ?? null;
  labelKernels ??= createRowKernels();
  const kernels = labelKernels;
  const scanner = kernels.openScanner({ instruction: field, input: null, output: null });
  const readSample = createSampleReader(mapping);
  let state: ReturnType<typeof scanner.next> = "end";
  return {
    feed: scanner.feed,
    next() {
      state = scanner.next();
    },
    label() {
      if (state === "row" && field !== null) return kernels.fieldText("instruction") || null;
      const parsed = parseRecord(scanner.line());
      return parsed.state === "record" ? (readSample(parsed.record)?.source ?? null) : null;
    },
  };
}
