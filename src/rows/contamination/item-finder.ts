import type { RowKernels } from "../../kernels/index.ts";
import { AnchorFinder, type AnchorMatch } from "./anchor-finder.ts";
import { type FoundItem, GramFinder, type GramPlan } from "./gram-finder.ts";
import { shortestDense } from "./match-text.ts";
import type { PreparedBenchmarks } from "./prepare-benchmarks.ts";
import type { RowText } from "./row-text.ts";

/** Words in the n-grams by which long, short and tiny items are found. */
export const gramSizes = { long: 8, short: 3, tiny: 2 } as const;
/** Short enough that one changed word may leave no 8-gram whole: looked for by 3-grams too. */
const shortWords = 24;
const denseCharacters = 12;
const rarest = {
  short: { count: 6, apart: 1 },
  tiny: { count: 1, apart: 1 },
  dense: { count: 10, apart: denseCharacters / 2 },
} as const;
/** Fewer of an item's n-grams than these shares are met in texts on the same subject. */
const leastShares = { long: 0.1, short: 0.34, tiny: 1, dense: 0.4 } as const;
/** Items compared with a row per benchmark, the likeliest: rows on a common template hit very many. */
const mostCandidates = 48;

/** The texts of a row in which items are looked for. */
export interface SearchedRow {
  readonly prompt: RowText;
  readonly output: RowText;
  /** Whether the two are the kernels' current `instruction` and `output` as they are. */
  readonly isPromptField: boolean;
  readonly isOutputField: boolean;
  readonly isChat: boolean;
}

export interface FoundItems {
  /** Items to be compared with the prompt or the output, ascending. */
  readonly inPrompt: readonly number[];
  readonly inOutput: readonly number[];
  readonly byAnchors: readonly AnchorMatch[];
}

/** Finds the few items that a row may hold among all. */
export class ItemFinder {
  readonly long: GramFinder;
  readonly #short: GramFinder;
  readonly #tiny: GramFinder;
  readonly #dense: GramFinder;
  readonly #anchors: AnchorFinder;
  readonly #benchmarks: PreparedBenchmarks;

  constructor(kernels: RowKernels, benchmarks: PreparedBenchmarks) {
    const { items } = benchmarks;
    this.#benchmarks = benchmarks;
    const ofBenchmark = items.map(({ benchmark }) => benchmark);
    const toFinder = (plan: Omit<GramPlan, "benchmarks">) =>
      new GramFinder(kernels, { ...plan, benchmarks: ofBenchmark });
    const { long, short, tiny } = gramSizes;
    const listTexts = (least: number, most: number) =>
      items.map(({ text }) => (text.wordCount >= least && text.wordCount < most ? text.comparable : null));
    this.long = toFinder({
      unit: "alnum",
      size: long,
      texts: listTexts(long, Number.POSITIVE_INFINITY),
      rarest: null,
      leastShare: leastShares.long,
    });
    this.#short = toFinder({
      unit: "alnum",
      size: short,
      texts: listTexts(short, shortWords),
      rarest: rarest.short,
      leastShare: leastShares.short,
    });
    this.#tiny = toFinder({
      unit: "alnum",
      size: tiny,
      texts: listTexts(tiny, short),
      rarest: rarest.tiny,
      leastShare: leastShares.tiny,
    });
    this.#dense = toFinder({
      unit: "char",
      size: denseCharacters,
      texts: items.map(({ keyText }) => (keyText.length >= shortestDense ? keyText : null)),
      rarest: rarest.dense,
      leastShare: leastShares.dense,
    });
    this.#anchors = new AnchorFinder(
      items.map(({ question }) => question),
      ofBenchmark,
    );
  }

  /** 8-grams of all items. */
  get gramCount(): number {
    return this.long.index.gramCount;
  }

  /** @param rowCounts rows that have each 8-gram, to be counted up. */
  find(row: SearchedRow, rowCounts: Uint32Array): FoundItems {
    this.long.beginRow();
    const countRow = (gram: number) => {
      rowCounts[gram] = (rowCounts[gram] as number) + 1;
    };
    const inPrompt = this.long.listItems(findLong(this.long, row), countRow);
    const { index } = this.long;
    const output = row.isOutputField ? index.findInRow("output") : index.findInText(row.output.comparable);
    const inOutput = this.long.listItems(output, countRow);
    return {
      inPrompt: this.#choose([...inPrompt, ...this.#listShort(row.prompt)]),
      inOutput: this.#choose(inOutput),
      byAnchors: this.#anchors.isEmpty ? [] : this.#anchors.find(row.prompt.whole),
    };
  }

  #listShort(prompt: RowText): FoundItem[] {
    const found: FoundItem[] = [];
    for (const finder of [this.#short, this.#tiny]) {
      if (finder.isEmpty) continue;
      finder.beginRow();
      found.push(...finder.listItems(finder.index.findInText(prompt.comparable)));
    }
    if (this.#dense.isEmpty) return found;
    this.#dense.beginRow();
    found.push(...this.#dense.listItems(this.#dense.index.findInText(prompt.keyText)));
    return found;
  }

  /** The highest scores of each benchmark; the order of items decides among equals, so that it is the same every time. */
  #choose(found: readonly FoundItem[]): number[] {
    if (found.length === 0) return [];
    const counts = new Map<number, number>();
    const chosen = found
      .toSorted((one, other) => other.score - one.score || one.item - other.item)
      .filter(({ item }) => {
        const benchmark = this.#benchmarks.items[item]?.benchmark ?? 0;
        const count = (counts.get(benchmark) ?? 0) + 1;
        counts.set(benchmark, count);
        return count <= mostCandidates;
      });
    return [...new Set(chosen.map(({ item }) => item))].sort((one, other) => one - other);
  }
}

function findLong({ index }: GramFinder, { prompt, isPromptField }: SearchedRow): Uint32Array {
  return isPromptField ? index.findInRow("instruction") : index.findInText(prompt.comparable);
}
