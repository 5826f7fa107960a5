import { toIntegers } from "../jobs/table.ts";
import type { NearDuplicates } from "./find-near-duplicates.ts";

/** At which stage a row was dropped: as an exact duplicate of an earlier row, or as a near-duplicate. */
export const dropStages = ["exact", "near"] as const;
export type DropStage = (typeof dropStages)[number];

export interface DroppedRow {
  readonly row: number;
  readonly stage: DropStage;
  /** The row that it equals or was found similar to. It need not be kept itself. */
  readonly matched: number;
  /** The row that is kept for it. */
  readonly kept: number;
  /** 1 for exact duplicates; NaN when nobody looked. */
  readonly similarity: number;
}

/** What became of every row. 8 bytes a row, and 20 for each near-duplicate. */
export class RowFates {
  /** Row to the first row of its key. */
  readonly #firsts: Int32Array;
  /** Row to its place in the columns below; -1 for rows that are no near-duplicates. */
  readonly #places: Int32Array;
  readonly #matched: Int32Array;
  readonly #kept: Int32Array;
  readonly #similarities: Float64Array;

  static async read({
    rows,
    repeats,
    kept,
  }: Pick<NearDuplicates, "rows" | "repeats" | "kept">): Promise<RowFates> {
    const firsts = Int32Array.from({ length: rows }, (_, row) => row);
    for (const output of repeats) {
      const columns = await (await output.openTable("repeats")).readGroup(0);
      const originals = toIntegers(columns, "first");
      for (const [index, row] of toIntegers(columns, "row").entries()) firsts[row] = originals[index] ?? 0;
    }
    const dropped = await (await kept.openTable("dropped")).readGroup(0);
    const places = new Int32Array(rows).fill(-1);
    for (const [index, row] of toIntegers(dropped, "row").entries()) places[row] = index;
    const { similarity } = dropped;
    return new RowFates({
      firsts,
      places,
      matched: toIntegers(dropped, "matched"),
      kept: toIntegers(dropped, "kept"),
      similarities: similarity instanceof Float64Array ? similarity : new Float64Array(),
    });
  }

  private constructor(columns: FateColumns) {
    this.#firsts = columns.firsts;
    this.#places = columns.places;
    this.#matched = columns.matched;
    this.#kept = columns.kept;
    this.#similarities = columns.similarities;
  }

  get count(): number {
    return this.#firsts.length;
  }

  /** Undefined for a row that stays. */
  stageOf(row: number): DropStage | undefined {
    if (this.#firsts[row] !== row) return "exact";
    return this.#places[row] === -1 ? undefined : "near";
  }

  /** The row that is kept for it: itself when it stays. */
  keptFor(row: number): number {
    const first = this.#firsts[row] ?? row;
    const place = this.#places[first] ?? -1;
    return place === -1 ? first : (this.#kept[place] ?? first);
  }

  /** Undefined for a row that stays. */
  findDropped(row: number): DroppedRow | undefined {
    const stage = this.stageOf(row);
    if (stage === undefined) return undefined;
    const kept = this.keptFor(row);
    if (stage === "exact") return { row, stage, matched: this.#firsts[row] ?? row, kept, similarity: 1 };
    const place = this.#places[row] ?? 0;
    const [matched, similarity] = [this.#matched[place] ?? row, this.#similarities[place] ?? Number.NaN];
    return { row, stage, matched, kept, similarity };
  }

  *listDropped(): Iterable<DroppedRow> {
    for (let row = 0; row < this.count; row++) {
      const dropped = this.findDropped(row);
      if (dropped !== undefined) yield dropped;
    }
  }
}

interface FateColumns {
  readonly firsts: Int32Array;
  readonly places: Int32Array;
  readonly matched: Int32Array;
  readonly kept: Int32Array;
  readonly similarities: Float64Array;
}
