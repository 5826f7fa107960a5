import type { ParsedRecord } from "./json/json-record.ts";
import type { BrokenRecord, ReadCounts, ReadNote, ReadOptions, RecordBatch, RowFile } from "./row-input.ts";

/** Counts what is read of one file, tells what is broken, and gathers records into batches. */
export class RecordKeeper {
  readonly #file: RowFile;
  readonly #options: ReadOptions;
  readonly #unit: BrokenRecord["unit"];
  readonly #told = new Set<ReadNote["kind"]>();
  #records: unknown[] = [];
  #split: string | null = null;
  #rows = 0;
  #broken = 0;
  #lines = 0;

  constructor(file: RowFile, unit: BrokenRecord["unit"], options: ReadOptions) {
    this.#file = file;
    this.#options = options;
    this.#unit = unit;
  }

  get counts(): ReadCounts {
    return { rows: this.#rows + this.#records.length, broken: this.#broken, lines: this.#lines };
  }

  get heldCount(): number {
    return this.#records.length;
  }

  addLine(): void {
    this.#lines += 1;
  }

  /** The split of what is added from now on; what was added before must have been released. */
  setSplit(split: string | null): void {
    this.#split = split;
  }

  add(parsed: ParsedRecord): void {
    if (parsed.state === "record") {
      this.#records.push(parsed.record);
      if (parsed.hasDuplicateKeys) this.noteDuplicateKeys();
    } else if (parsed.state === "broken") this.addBroken(parsed.reason, parsed.excerpt);
  }

  addRecord(record: unknown): void {
    this.#records.push(record);
  }

  /** @param number where it stands; by default the current line, or the record after those read. */
  addBroken(reason: string, excerpt: string, number = this.#findNextNumber()): void {
    this.#broken += 1;
    this.#options.onBroken?.({
      file: this.#file.bytes.name,
      unit: this.#unit,
      number,
      count: 1,
      reason,
      excerpt,
    });
  }

  /** Records that are known to be there and cannot be read. */
  addLost(count: number, reason: string): void {
    const number = this.#findNextNumber();
    this.#broken += count;
    this.#options.onBroken?.({
      file: this.#file.bytes.name,
      unit: this.#unit,
      number,
      count,
      reason,
      excerpt: "",
    });
  }

  /** Of a record that is not counted yet; its line is. */
  #findNextNumber(): number {
    return this.#unit === "line" ? this.#lines : this.#findNumber() + 1;
  }

  #findNumber(): number {
    return this.#unit === "line" ? this.#lines : this.#rows + this.#records.length + this.#broken;
  }

  readonly note = (note: ReadNote): void => {
    if (this.#told.has(note.kind)) return;
    this.#told.add(note.kind);
    this.#options.onNote?.(note);
  };

  /** Says of a file that was read to its end if there was nothing in it. */
  noteEmpty(): void {
    const { rows, broken } = this.counts;
    if (rows + broken === 0 && this.#told.size === 0) this.note(toEmptyNote(this.#file));
  }

  /** What was gathered, as one batch; nothing when that is nothing. */
  *release(): Iterable<RecordBatch> {
    if (this.#records.length === 0) return;
    const batch = { first: this.#rows, records: this.#records, split: this.#split };
    this.#rows += this.#records.length;
    this.#records = [];
    yield batch;
  }

  noteDuplicateKeys(): void {
    this.note(toDuplicateKeysNote(this.#file, `${this.#unit} ${this.#findNumber()}`));
  }
}

export function toEmptyNote(file: RowFile): ReadNote {
  const { name, byteLength } = file.bytes;
  return {
    file: name,
    kind: "empty",
    isLoss: false,
    message: `${name}: ${byteLength === 0 ? "the file is empty" : "the file holds no rows"}`,
    hint: "Leave it out, or check how it was made.",
  };
}

/** @param place `line 12` */
export function toDuplicateKeysNote(file: RowFile, place: string): ReadNote {
  const { name } = file.bytes;
  return {
    file: name,
    kind: "duplicate-keys",
    isLoss: false,
    message: `${name}: ${place} names a field twice; the last one counts, here and in other rows like it`,
    hint: "Check how the file was written: most programs would lose one of the two.",
  };
}
