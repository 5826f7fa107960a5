import { type JobShard, type RowFates, type StepOutput, toIntegers } from "../../rows/index.ts";
import { drawReasons } from "./draw-step.ts";
import type { Leak } from "./leaks.ts";
import { readStep } from "./read-step.ts";
import type { RowStage } from "./row-stages.ts";

/** Why a row that was read and passed the filters is not in the set. */
export interface RowDrop {
  readonly stage: RowStage;
  readonly reason: string;
  /** The row that is there instead, by its number; null where it repeats none. */
  readonly cause: number | null;
  /** The row that it equals or was found similar to, which need not have stayed itself. */
  readonly matched: number | null;
  /** To that row; null where nobody looked. */
  readonly similarity: number | null;
  readonly leak: Leak | null;
}

const fates = ["kept", "quota", "domain-share", "budget", "exact", "near", "leak"] as const;
type Fate = (typeof fates)[number];
const toCode = (fate: Fate) => fates.indexOf(fate);

/**
 * What becomes of the rows that passed the filters, by their numbers among those of all parts. 18 bytes a row.
 */
export class SetRows {
  readonly #shards: readonly JobShard[];
  /** Number of the first row of each part, and at the end that of all rows. */
  readonly #starts: readonly number[];
  readonly #fates: Uint8Array;
  readonly #causes: Int32Array;
  readonly #matched: Int32Array;
  readonly #similarities: Float64Array;
  readonly #leaks = new Map<number, Leak>();
  /** Fates that the draw decided; duplicates are looked for again and again. */
  #drawn: Uint8Array;

  static read(shards: readonly JobShard[], reads: readonly StepOutput[]): SetRows {
    const starts = [0];
    for (const read of reads) starts.push((starts.at(-1) ?? 0) + readStep.toResult(read).rows);
    return new SetRows(shards, starts);
  }

  private constructor(shards: readonly JobShard[], starts: readonly number[]) {
    const count = starts.at(-1) ?? 0;
    this.#shards = shards;
    this.#starts = starts;
    this.#fates = new Uint8Array(count);
    this.#drawn = new Uint8Array(count);
    this.#causes = new Int32Array(count).fill(-1);
    this.#matched = new Int32Array(count).fill(-1);
    this.#similarities = new Float64Array(count).fill(Number.NaN);
  }

  get count(): number {
    return this.#fates.length;
  }

  firstRowOf(part: number): number {
    return this.#starts[part] ?? this.count;
  }

  /** The part that a row is of: the last that begins at it or before; an empty one has no rows. */
  partOf(row: number): number {
    let [from, to] = [0, this.#starts.length - 1];
    while (to - from > 1) {
      const middle = (from + to) >>> 1;
      if ((this.#starts[middle] ?? 0) <= row) from = middle;
      else to = middle;
    }
    return from;
  }

  sourceOf(row: number): number {
    return this.#shards[this.partOf(row)]?.input ?? 0;
  }

  async addDraw(draw: StepOutput): Promise<void> {
    const columns = await (await draw.openTable("dropped")).readGroup(0);
    const reasons = toIntegers(columns, "reason");
    for (const [at, row] of toIntegers(columns, "row").entries()) {
      this.#fates[row] = toCode(drawReasons[reasons[at] ?? 0] ?? "quota");
    }
    this.#drawn = this.#fates.slice();
  }

  /** Forgets the duplicates that were found; the rows of sources that are left out go. */
  beginDuplicates(excluded: readonly number[]): void {
    this.#fates.set(this.#drawn);
    this.#causes.fill(-1);
    for (const [part, { input }] of this.#shards.entries()) {
      if (!excluded.includes(input)) continue;
      for (let row = this.firstRowOf(part); row < this.firstRowOf(part + 1); row += 1) {
        if (this.#fates[row] === 0) this.#fates[row] = toCode("budget");
      }
    }
  }

  async addRepeats(repeat: StepOutput): Promise<void> {
    const columns = await (await repeat.openTable("dropped")).readGroup(0);
    const causes = toIntegers(columns, "cause");
    for (const [at, row] of toIntegers(columns, "row").entries()) {
      this.#fates[row] = toCode("exact");
      this.#causes[row] = causes[at] ?? -1;
      this.#matched[row] = causes[at] ?? -1;
      this.#similarities[row] = 1;
    }
  }

  /** @param positions the number of each row that was compared */
  addNear(found: RowFates, positions: Int32Array): void {
    for (const { row, stage, matched, kept, similarity } of found.listDropped()) {
      const own = positions[row] ?? 0;
      this.#fates[own] = toCode(stage);
      this.#causes[own] = positions[kept] ?? -1;
      this.#matched[own] = positions[matched] ?? -1;
      this.#similarities[own] = similarity;
    }
  }

  /** Only rows that are still in can be dropped for a leak. */
  addLeaks(leaks: readonly Leak[], positions: Int32Array): void {
    for (const leak of leaks) {
      const row = positions[leak.row] ?? 0;
      if (this.#fates[row] !== 0) continue;
      this.#fates[row] = toCode("leak");
      this.#leaks.set(row, leak);
    }
  }

  isKept(row: number): boolean {
    return this.#fates[row] === 0;
  }

  countKept(): number {
    let count = 0;
    for (const fate of this.#fates) if (fate === 0) count += 1;
    return count;
  }

  /** Of each source the rows that were drawn, and of these those that repeat a row of an earlier source. */
  countRepeats(): { drawn: number; repeats: number }[] {
    const counts: { drawn: number; repeats: number }[] = [];
    for (const [part, { input }] of this.#shards.entries()) {
      counts[input] ??= { drawn: 0, repeats: 0 };
      const own = counts[input];
      for (let row = this.firstRowOf(part); row < this.firstRowOf(part + 1); row += 1) {
        const fate = fates[this.#fates[row] ?? 0];
        if (fate === "quota" || fate === "domain-share" || fate === "budget") continue;
        own.drawn += 1;
        const cause = this.#causes[row] ?? -1;
        if (cause !== -1 && this.sourceOf(cause) < input) own.repeats += 1;
      }
    }
    return counts;
  }

  /** Undefined for a row that is in the set. */
  findDrop(row: number): RowDrop | undefined {
    const fate = fates[this.#fates[row] ?? 0] ?? "kept";
    const nothing = { cause: null, matched: null, similarity: null, leak: null };
    switch (fate) {
      case "kept":
        return undefined;
      case "quota":
      case "domain-share":
        return { stage: "draw", reason: fate, ...nothing };
      case "budget":
        return { stage: "budget", reason: "redundancy-budget", ...nothing };
      case "exact":
        return { stage: "exact", reason: "equal-question", ...nothing, ...this.#findRepeated(row) };
      case "near":
        return { stage: "near", reason: "similar-question", ...nothing, ...this.#findRepeated(row) };
      case "leak": {
        const leak = this.#leaks.get(row) ?? null;
        return { stage: "decontamination", reason: leak?.reason ?? "leak", ...nothing, leak };
      }
    }
  }

  #findRepeated(row: number) {
    const similarity = this.#similarities[row] ?? Number.NaN;
    return {
      cause: this.#causes[row] ?? null,
      matched: this.#matched[row] ?? null,
      similarity: Number.isNaN(similarity) ? null : similarity,
    };
  }
}
