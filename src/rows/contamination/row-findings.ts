import type { Sample } from "../../model/index.ts";
import type { Agreement } from "../answers/index.ts";
import type { KeyTier } from "../keys/key-tier.ts";
import type { AnchorMatch } from "./anchor-finder.ts";
import { checkAnswer, type StatedAnswer, toStatedAnswer } from "./check-answer.ts";
import type { EqualItem } from "./equal-texts.ts";
import type { PairFinding, TextFinding } from "./finding.ts";
import { matchText, type TextMatch } from "./match-text.ts";
import { type BenchmarkItem, type PreparedBenchmarks, toQuestion } from "./prepare-benchmarks.ts";
import type { RowText } from "./row-text.ts";

/** A row as a scan shows it: the kernels' current row. */
export interface ExaminedRow {
  readonly number: number;
  sample(): Sample;
}

/** Less of an item than this in a row is no match whatever else they share. */
const leastContainment = 0.5;
/** With other numbers a text is the same only if all of its words and the answer are. */
const leastWithOtherNumbers = 0.85;
const excerptLength = 160;
const notEqual = { tier: null, equal: null } as const;

/** What one row has in common with benchmarks: for every item the best of it. */
export class RowFindings {
  readonly pairs: PairFinding[] = [];
  readonly #row: ExaminedRow;
  readonly #benchmarks: PreparedBenchmarks;
  readonly #texts = new Map<number, TextFinding>();
  /** Items whose pair the row has: nothing more is to be found about them. */
  readonly #equalItems = new Set<number>();
  #sample: Sample | undefined;
  #stated: StatedAnswer | undefined;

  constructor(row: ExaminedRow, benchmarks: PreparedBenchmarks) {
    this.#row = row;
    this.#benchmarks = benchmarks;
  }

  get texts(): TextFinding[] {
    return [...this.#texts.values()].sort((one, other) => one.item - other.item);
  }

  addPair(entry: number, tiers: readonly KeyTier[]): void {
    const item = this.#benchmarks.entries[entry]?.item ?? 0;
    this.#equalItems.add(item);
    this.pairs.push({
      row: this.#row.number,
      entry,
      tiers,
      answer: this.#checkAnswer(this.#itemOf(item)),
      source: this.#source,
    });
  }

  addEqual({ item, tier }: EqualItem, equal: "question" | "turn", text: string): void {
    if (this.#equalItems.has(item) || this.#texts.has(item)) return;
    const { tokens } = this.#itemOf(item);
    this.#texts.set(item, {
      ...this.#describe(item, text),
      method: "key",
      tier,
      equal,
      place: "prompt",
      isFound: new Uint8Array(tokens.length).fill(1),
      length: tokens.length,
      containment: 1,
      anchors: null,
      inserted: 0,
      numbers: this.#itemOf(item).text.fixed.length === 0 ? "none" : "agree",
      options: this.#itemOf(item).text.choice === null ? "none" : "agree",
    });
  }

  compare(item: number, text: RowText): void {
    const known = this.#texts.get(item);
    if (this.#equalItems.has(item) || known?.tier != null) return;
    const match = matchText(this.#itemOf(item), text);
    if (!this.#isWorthKeeping(item, match) || (known?.containment ?? 0) >= match.containment) return;
    this.#texts.set(item, { ...this.#describe(item, text.whole), ...match, ...notEqual, anchors: null });
  }

  /** What the words do not decide, numbers and formulas may. */
  addAnchors({ item, share }: AnchorMatch, prompt: RowText): void {
    const known = this.#texts.get(item);
    if (this.#equalItems.has(item) || known?.tier != null) return;
    if (known !== undefined) {
      this.#texts.set(item, { ...known, anchors: share });
      return;
    }
    const match = matchText(this.#itemOf(item), prompt);
    if (match.containment >= leastContainment && match.numbers === "differ") return;
    this.#texts.set(item, { ...this.#describe(item, prompt.whole), ...match, ...notEqual, anchors: share });
  }

  #isWorthKeeping(item: number, { containment, numbers }: TextMatch): boolean {
    if (containment < leastContainment) return false;
    if (numbers !== "differ") return true;
    return containment >= leastWithOtherNumbers && this.#checkAnswer(this.#itemOf(item)) === "agree";
  }

  #describe(item: number, text: string): Pick<TextFinding, "row" | "item" | "answer" | "source" | "excerpt"> {
    const excerpt = text.slice(0, excerptLength).toWellFormed();
    return {
      row: this.#row.number,
      item,
      answer: this.#checkAnswer(this.#itemOf(item)),
      source: this.#source,
      excerpt,
    };
  }

  get #source(): string | null {
    return this.#rowSample.source;
  }

  get #rowSample(): Sample {
    this.#sample ??= this.#row.sample();
    return this.#sample;
  }

  #itemOf(item: number): BenchmarkItem {
    return this.#benchmarks.items[item] as BenchmarkItem;
  }

  #checkAnswer({ answers }: BenchmarkItem): Agreement {
    this.#stated ??= toRowAnswer(this.#rowSample);
    const row = this.#stated;
    const results = answers.map((answer) => checkAnswer(answer, row));
    if (results.includes("agree")) return "agree";
    return results.includes("differ") ? "differ" : "unknown";
  }
}

function toRowAnswer(sample: Sample): StatedAnswer {
  const asked = sample.turns.findLast(({ role }) => role === "user")?.content;
  return toStatedAnswer(sample, asked ?? toQuestion(sample));
}
