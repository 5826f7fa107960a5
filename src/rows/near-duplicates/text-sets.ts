import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StemmaError } from "../../model/index.ts";
import type { StepOutput } from "../jobs/step.ts";
import { toIntegers } from "../jobs/table.ts";

/** The numbers that stand for each text, by the text's number. */
export interface TextSets {
  /** Valid until the next call. */
  get(text: number): Float64Array;
  close(): void;
}

export interface TextSetOptions {
  /** Texts that there should be. */
  readonly count: number;
  /** Beyond so many bytes the numbers are kept in a temporary file. */
  readonly memoryBytes: number;
}

/**
 * Reads what the `measure` steps left, in their order.
 *
 * @throws StemmaError `corrupt` when it is not about `count` texts: then a file has changed since it was first read.
 */
export async function openTextSets(
  measured: readonly StepOutput[],
  { count, memoryBytes }: TextSetOptions,
): Promise<TextSets> {
  const starts = await readStarts(measured, count);
  const total = starts[count] as number;
  const isSmall = total * Float64Array.BYTES_PER_ELEMENT <= memoryBytes;
  const place = isSmall ? keepInMemory(starts) : keepInFile(starts);
  for (const output of measured) {
    const table = await output.openTable("sets");
    for (let group = 0; group < table.groupSizes.length; group++) {
      const { number } = await table.readGroup(group);
      if (number instanceof Float64Array) place.append(number);
    }
  }
  return place;
}

async function readStarts(measured: readonly StepOutput[], count: number): Promise<Float64Array> {
  const starts = new Float64Array(count + 1);
  let text = 0;
  for (const output of measured) {
    const table = await output.openTable("sizes");
    for (let group = 0; group < table.groupSizes.length; group++) {
      for (const size of toIntegers(await table.readGroup(group), "size")) {
        starts[text + 1] = (starts[text] as number) + size;
        text += 1;
      }
    }
  }
  if (text === count) return starts;
  throw new StemmaError("corrupt", `${count} texts were to be compared, but ${text} were found again`, {
    hint: "a file has changed while it was read: run the command again",
  });
}

interface SetPlace extends TextSets {
  append(numbers: Float64Array): void;
}

function keepInMemory(starts: Float64Array): SetPlace {
  const numbers = new Float64Array(starts.at(-1) ?? 0);
  let end = 0;
  return {
    append(more) {
      numbers.set(more, end);
      end += more.length;
    },
    get: (text) => numbers.subarray(starts[text], starts[text + 1]),
    close() {},
  };
}

/** The file has no name any more once it is open, so that nothing of it is left whatever happens to the process. */
function keepInFile(starts: Float64Array): SetPlace {
  const file = openNamelessFile();
  const width = Float64Array.BYTES_PER_ELEMENT;
  let buffer = new Float64Array(1024);
  let end = 0;
  return {
    append(more) {
      writeSync(file, more, 0, more.byteLength, end);
      end += more.byteLength;
    },
    get(text) {
      const from = starts[text] as number;
      const size = (starts[text + 1] as number) - from;
      if (buffer.length < size) buffer = new Float64Array(size * 2);
      readSync(file, buffer, 0, size * width, from * width);
      return buffer.subarray(0, size);
    },
    close: () => closeSync(file),
  };
}

function openNamelessFile(): number {
  const folder = mkdtempSync(join(tmpdir(), "stemma-"));
  try {
    return openSync(join(folder, "sets"), "wx+", 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
