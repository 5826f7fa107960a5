import type { Sample } from "../../model/index.ts";
import {
  IntegerList,
  type TableColumns,
  type TableWriter,
  toIntegers,
  toRowCount,
} from "../../rows/index.ts";

/** A row on its way: its texts as they are written, absent ones empty. */
export interface BuildRow {
  /** Number of the record among those of its part. */
  readonly number: number;
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
  readonly system: string;
  /** The conversation as JSON; empty for rows that are none. */
  readonly turns: string;
  readonly answer: string;
  /** The row's own label of where it comes from, and its own id. */
  readonly label: string;
  readonly id: string;
}

const textColumns = ["instruction", "input", "output", "system", "turns", "answer", "label", "id"] as const;

export const rowShape = {
  number: "int32",
  ...(Object.fromEntries(textColumns.map((name) => [name, "text"])) as Record<
    (typeof textColumns)[number],
    "text"
  >),
} as const;

/** A group holds no more rows and characters than that, so that reading one takes little memory. */
const mostRows = 2 ** 12;
const mostCharacters = 2 ** 22;

/** Collects rows and writes them in groups. */
export class RowTableWriter {
  readonly #table: TableWriter;
  readonly #numbers = new IntegerList();
  #rows: BuildRow[] = [];
  #characters = 0;

  constructor(table: TableWriter) {
    this.#table = table;
  }

  add(row: BuildRow): void {
    this.#numbers.push(row.number);
    this.#rows.push(row);
    for (const name of textColumns) this.#characters += row[name].length;
    if (this.#rows.length >= mostRows || this.#characters >= mostCharacters) this.flush();
  }

  flush(): void {
    if (this.#rows.length === 0) return;
    const rows = this.#rows;
    const texts = textColumns.map((name): [string, string[]] => [name, rows.map((row) => row[name])]);
    this.#table.writeGroup({ number: this.#numbers.view(), ...Object.fromEntries(texts) });
    this.#numbers.clear();
    this.#rows = [];
    this.#characters = 0;
  }
}

/** The rows of one group. */
export function* listRows(columns: TableColumns): Iterable<BuildRow> {
  const numbers = toIntegers(columns, "number");
  const textOf = (name: string, index: number): string => {
    const value = columns[name]?.[index];
    return typeof value === "string" ? value : "";
  };
  for (let index = 0; index < toRowCount(columns); index += 1) {
    yield {
      number: numbers[index] ?? 0,
      instruction: textOf("instruction", index),
      input: textOf("input", index),
      output: textOf("output", index),
      system: textOf("system", index),
      turns: textOf("turns", index),
      answer: textOf("answer", index),
      label: textOf("label", index),
      id: textOf("id", index),
    };
  }
}

export function toBuildRow(number: number, sample: Sample): BuildRow {
  const { instruction, input, output, system, turns, answer, source, id } = sample;
  const json = turns.length === 0 ? "" : JSON.stringify(turns);
  return {
    number,
    instruction,
    input,
    output,
    system,
    turns: json,
    answer,
    label: source ?? "",
    id: id ?? "",
  };
}
