import { type JobInput, type JobShard, type StepOutput, toIntegers } from "../../rows/index.ts";
import { readStep } from "./read-step.ts";

/** Where a row was taken from. */
export interface RowPlace {
  /** Index among the sources. */
  readonly source: number;
  /** As the source names it: without the folders that all of its files are in. */
  readonly file: string;
  /** Number of the record among those of the file that could be read, from 0. */
  readonly row: number;
}

/** Where rows come from, by their numbers among those of all parts. 4 bytes a row. */
export interface RowPlaces {
  placeOf(row: number): RowPlace;
  /** Of a part: its file, and the records and lines of the file that stand before it. */
  partOf(part: number): PartPlace;
}

export interface PartPlace {
  readonly source: number;
  readonly file: string;
  /** Records that could be read. */
  readonly rows: number;
  /** All records, broken ones included; lines of the text. */
  readonly records: number;
  readonly lines: number;
}

interface PlacedJob {
  readonly inputs: readonly JobInput[];
  readonly shards: readonly JobShard[];
}

export async function readRowPlaces(job: PlacedJob, reads: readonly StepOutput[]): Promise<RowPlaces> {
  const results = reads.map((read) => readStep.toResult(read));
  const parts = listPartPlaces(
    job,
    results.map(({ account }) => account),
  );
  const numbers = new Int32Array(results.reduce((sum, { rows }) => sum + rows, 0));
  const partOfRow: number[] = [];
  let at = 0;
  for (const read of reads) {
    partOfRow.push(at);
    const table = await read.openTable("keys");
    for (let group = 0; group < table.groupSizes.length; group += 1) {
      const column = toIntegers(await table.readGroup(group), "number");
      numbers.set(column, at);
      at += column.length;
    }
  }
  const findPart = (row: number) => findLast(partOfRow, row);
  const toPart = (part: number) => parts[part] ?? { source: 0, file: "", rows: 0, records: 0, lines: 0 };
  return {
    partOf: toPart,
    placeOf(row) {
      const { source, file, rows } = toPart(findPart(row));
      return { source, file, row: rows + (numbers[row] ?? 0) };
    },
  };
}

/** @param accounts one for each shard of the job */
export function listPartPlaces(
  { inputs, shards }: PlacedJob,
  accounts: readonly { readonly rows: number; readonly broken: number; readonly lines: number }[],
): PartPlace[] {
  const names = inputs.map(({ files }) => toFileNames(files.map(({ name, origin }) => origin?.path ?? name)));
  const passed = new Map<string, Omit<PartPlace, "source" | "file">>();
  return shards.map(({ input, file }, index) => {
    const place = `${input} ${file}`;
    const before = passed.get(place) ?? { rows: 0, records: 0, lines: 0 };
    const { rows = 0, broken = 0, lines = 0 } = accounts[index] ?? {};
    passed.set(place, {
      rows: before.rows + rows,
      records: before.records + rows + broken,
      lines: before.lines + lines,
    });
    return { source: input, file: names[input]?.[file] ?? "", ...before };
  });
}

/** Paths without the folders that all of them are in: they depend on where the files lie now. */
export function toFileNames(paths: readonly string[]): readonly string[] {
  const split = paths.map((path) => path.replaceAll("\\", "/").split("/"));
  const [first = []] = split;
  let shared = 0;
  const isShared = (depth: number) =>
    split.every((parts) => parts.length - 1 > depth && parts[depth] === first[depth]);
  while (isShared(shared)) shared += 1;
  return split.map((parts) => parts.slice(shared).join("/"));
}

/** Index of the last start that is not after the row. */
function findLast(starts: readonly number[], row: number): number {
  let [from, to] = [0, starts.length];
  while (to - from > 1) {
    const middle = (from + to) >>> 1;
    if ((starts[middle] ?? 0) <= row) from = middle;
    else to = middle;
  }
  return from;
}
