import {
  type BrokenRecord,
  type ReadNote,
  type RowFile,
  type RowInput,
  readRecords,
} from "../readers/index.ts";

export interface LookedRow {
  readonly file: string;
  /** Position in the file, from 0. */
  readonly row: number;
  /** What the file or its name says about the split. */
  readonly split: string | null;
  readonly record: unknown;
}

interface LookedFile {
  readonly file: RowFile;
  readonly looked: number;
  /** Whether these are all of its rows. */
  readonly isWhole: boolean;
}

export interface LookedRows {
  readonly files: readonly LookedFile[];
  readonly rows: readonly LookedRow[];
  readonly broken: number;
  readonly firstBroken: readonly BrokenRecord[];
  readonly notes: readonly ReadNote[];
}

interface LookOptions {
  /** Rows of the input that are read: what one file leaves of its share goes to the files after it. */
  readonly rows: number;
  readonly signal?: AbortSignal | undefined;
}

const keptBroken = 20;
const keptNotes = 20;

/** The first rows of each file of an input, and what was met on the way to them. */
export async function lookAtRows({ files }: RowInput, options: LookOptions): Promise<LookedRows> {
  const looked: LookedFile[] = [];
  const rows: LookedRow[] = [];
  const firstBroken: BrokenRecord[] = [];
  const notes: ReadNote[] = [];
  let broken = 0;
  const onBroken = (record: BrokenRecord) => {
    broken += record.count;
    if (firstBroken.length < keptBroken) firstBroken.push(record);
  };
  const onNote = (note: ReadNote) => {
    if (notes.length < keptNotes) notes.push(note);
  };
  for (const [index, file] of files.entries()) {
    const share = Math.ceil((options.rows - rows.length) / (files.length - index));
    const before = rows.length;
    let isWhole = true;
    for await (const { records, first, split } of readRecords(file, {
      onBroken,
      onNote,
      signal: options.signal,
    })) {
      const left = share - (rows.length - before);
      for (const [offset, record] of records.slice(0, left).entries()) {
        rows.push({ file: file.bytes.name, row: first + offset, split: split ?? file.split, record });
      }
      if (records.length > left) {
        isWhole = false;
        break;
      }
    }
    looked.push({ file, looked: rows.length - before, isWhole });
  }
  return { files: looked, rows, broken, firstBroken, notes };
}
