import { z } from "zod";
import { createLayoutCounter } from "../adapters/index.ts";
import type { BrokenRecord, ReadNote } from "../readers/index.ts";

/** A line or record that could not be read, by its place in the part of the file that was scanned. */
export const KeptBroken = z.strictObject({
  file: z.string(),
  unit: z.enum(["line", "record"]),
  number: z.number(),
  count: z.number(),
  reason: z.string(),
  excerpt: z.string(),
});

export const KeptNote = z.strictObject({
  file: z.string(),
  kind: z.string(),
  isLoss: z.boolean(),
  message: z.string(),
  hint: z.string().nullable(),
});

/** Rows that the mapping does not fit, by the layout that they look like; null for none that is known. */
export const UnmappedLayout = z.strictObject({ adapter: z.string().nullable(), rows: z.number() });

/** What was read of one part of a file. */
export const ScanAccount = z.strictObject({
  /** Records that could be read. */
  rows: z.number(),
  /** Of these, rows that the mapping does not fit: no sample was made of them. */
  unmapped: z.number(),
  /** The numbers of the first of them, as in `ScannedRow.number`. */
  firstUnmapped: z.array(z.number()),
  unmappedAs: z.array(UnmappedLayout),
  broken: z.number(),
  firstBroken: z.array(KeptBroken),
  /** Lines of the text, blank ones included; 0 for formats without lines. */
  lines: z.number(),
  notes: z.array(KeptNote),
});
export type ScanAccount = z.infer<typeof ScanAccount>;

/** How many broken or unfit rows are kept for people to look at; all are counted. */
const keptAside = 20;

/** Counts what a scan meets and keeps the first of what it could not use. */
export class ScanCounter {
  rows = 0;
  lines = 0;
  #unmapped = 0;
  #broken = 0;
  readonly #firstUnmapped: number[] = [];
  readonly #layouts = createLayoutCounter();
  readonly #firstBroken: BrokenRecord[] = [];
  readonly #notes: ReadNote[] = [];

  /** Whether nothing was found, and nothing said about why. */
  get isEmpty(): boolean {
    return this.rows + this.#broken + this.#notes.length === 0;
  }

  addUnmapped(number: number, record: unknown): void {
    this.#unmapped += 1;
    this.#layouts.add(record);
    if (this.#firstUnmapped.length < keptAside) this.#firstUnmapped.push(number);
  }

  readonly addBroken = (broken: BrokenRecord): void => {
    this.#broken += broken.count;
    if (this.#firstBroken.length < keptAside) this.#firstBroken.push(broken);
  };

  /** Keeps one note of each kind. */
  readonly addNote = (note: ReadNote): void => {
    if (this.#notes.every((known) => known.kind !== note.kind)) this.#notes.push(note);
  };

  toAccount(): ScanAccount {
    return {
      rows: this.rows,
      unmapped: this.#unmapped,
      firstUnmapped: this.#firstUnmapped,
      unmappedAs: [...this.#layouts.list()],
      broken: this.#broken,
      firstBroken: [...this.#firstBroken],
      lines: this.lines,
      notes: [...this.#notes],
    };
  }
}
