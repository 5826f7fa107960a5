import { createSampleReader, listColumns } from "../adapters/index.ts";
import { readRecords } from "../readers/index.ts";
import type { Scan } from "./scan.ts";
import { stripSample } from "./strip-sample.ts";

/** Scans any format, record by record. */
export async function scanRecords(scan: Scan): Promise<void> {
  const { task, file, counter, kernels, onRow, signal } = scan;
  const readSample = createSampleReader(task.mapping);
  const columns = listColumns(task.mapping);
  const batches = readRecords(file, {
    range: task.range,
    ...(columns === undefined ? {} : { columns }),
    onBroken: counter.addBroken,
    onNote: counter.addNote,
    onProgress: scan.onBytes,
    onEnd: ({ lines }) => {
      counter.lines = lines;
    },
    signal,
  });
  for await (const { records, first, split } of batches) {
    for (const [index, record] of records.entries()) {
      const number = first + index;
      counter.rows = number + 1;
      const found = readSample(record);
      if (found === undefined) {
        counter.addUnmapped(number, record);
        continue;
      }
      const sample = stripSample(found, task.strip);
      kernels.setRow(sample.instruction, sample.input, sample.output);
      const full = sample.split === null ? { ...sample, split: split ?? file.split } : sample;
      onRow({ number, source: sample.source, sample: () => full });
    }
  }
}
