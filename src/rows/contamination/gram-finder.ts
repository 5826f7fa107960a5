import { type GramIndex, listTokens, type RowKernels, type ShingleUnit } from "../../kernels/index.ts";

/** Which n-grams of which items one finder looks for. */
export interface GramPlan {
  readonly unit: ShingleUnit;
  readonly size: number;
  /** Per item what its n-grams are made of; null for an item that another finder looks for. */
  readonly texts: readonly (string | null)[];
  /** Per item the number of its benchmark: what is rare is counted in each by itself. */
  readonly benchmarks: readonly number[];
  /** How many of an item's rarest n-grams are looked for, and how many tokens apart they begin; all of them when null. */
  readonly rarest: { readonly count: number; readonly apart: number } | null;
  /** Share of the n-grams looked for that a text has to have. */
  readonly leastShare: number;
}

/** An n-gram in more items of a benchmark than this leads to an item only if it is among the item's rarest. */
const commonItems = 32;
const alwaysKept = 8;

/**
 * Looks for the n-grams of items in texts. An item is found where enough of its n-grams are; each counts once a row.
 */
export class GramFinder {
  /** Per item its n-grams in their order; empty where it has none here. */
  readonly grams: readonly Uint32Array[];
  readonly index: GramIndex;
  readonly #counts: ItemCounts;
  readonly #starts: Uint32Array;
  readonly #items: Uint32Array;
  readonly #lastRow: Uint32Array;
  /** Per item the n-grams that a text has to have, and those it has. */
  readonly #needed: Uint32Array;
  readonly #hits: Uint32Array;
  #row = 0;

  constructor(kernels: RowKernels, plan: GramPlan) {
    this.index = kernels.createGramIndex({ unit: plan.unit, size: plan.size });
    this.grams = plan.rarest === null ? addAll(this.index, plan) : addRarest(kernels, this.index, plan);
    this.#counts = new ItemCounts(this.grams, plan.benchmarks, this.index.gramCount);
    const leads = this.grams.map((grams, item) => chooseLeads(grams, item, this.#counts));
    [this.#starts, this.#items] = toPostings(leads, this.index.gramCount);
    this.#lastRow = new Uint32Array(this.index.gramCount);
    this.#needed = Uint32Array.from(leads, ({ size }) => Math.max(1, Math.ceil(size * plan.leastShare)));
    this.#hits = new Uint32Array(leads.length);
  }

  get isEmpty(): boolean {
    return this.index.gramCount === 0;
  }

  /** How many items of the item's benchmark have the n-gram. */
  countItems(gram: number, item: number): number {
    return this.#counts.of(gram, item);
  }

  /** From here on hits are those of another row. */
  beginRow(): void {
    this.#row += 1;
  }

  /**
   * The items that a text holds enough n-grams of, with the share of what is looked for.
   *
   * @param hits of the text as the index gives them
   * @param onGram told each n-gram once a row
   */
  listItems(hits: Uint32Array, onGram?: (gram: number) => void): FoundItem[] {
    const touched: number[] = [];
    for (let at = 1; at < hits.length; at += 2) {
      const gram = hits[at] as number;
      if (this.#lastRow[gram] === this.#row) continue;
      this.#lastRow[gram] = this.#row;
      onGram?.(gram);
      const end = this.#starts[gram + 1] as number;
      for (let place = this.#starts[gram] as number; place < end; place += 1) {
        const item = this.#items[place] as number;
        if (this.#hits[item] === 0) touched.push(item);
        this.#hits[item] = (this.#hits[item] as number) + 1;
      }
    }
    return touched.flatMap((item) => this.#takeHits(item));
  }

  #takeHits(item: number): FoundItem[] {
    const hits = this.#hits[item] as number;
    const needed = this.#needed[item] as number;
    this.#hits[item] = 0;
    return hits < needed ? [] : [{ item, score: hits / needed }];
  }
}

export interface FoundItem {
  readonly item: number;
  /** One for an item of which just enough is found. */
  readonly score: number;
}

/** How many items of each benchmark have each n-gram. */
class ItemCounts {
  readonly #counts: Uint32Array;
  readonly #benchmarks: readonly number[];
  readonly #benchmarkCount: number;

  constructor(grams: readonly Uint32Array[], benchmarks: readonly number[], gramCount: number) {
    this.#benchmarks = benchmarks;
    this.#benchmarkCount = benchmarks.reduce((most, one) => Math.max(most, one), 0) + 1;
    this.#counts = new Uint32Array(gramCount * this.#benchmarkCount);
    for (const [item, ofItem] of grams.entries()) {
      for (const gram of new Set(ofItem)) {
        const place = this.#toPlace(gram, item);
        this.#counts[place] = (this.#counts[place] as number) + 1;
      }
    }
  }

  of(gram: number, item: number): number {
    return this.#counts[this.#toPlace(gram, item)] as number;
  }

  #toPlace(gram: number, item: number): number {
    return gram * this.#benchmarkCount + (this.#benchmarks[item] as number);
  }
}

function addAll(index: GramIndex, { texts }: GramPlan): Uint32Array[] {
  return texts.map((text) => (text === null ? new Uint32Array() : index.add(text)));
}

/** Counts all n-grams in an index that is thrown away, and keeps the rarest few of every item. */
function addRarest(kernels: RowKernels, index: GramIndex, plan: GramPlan): Uint32Array[] {
  const { unit, size, texts, rarest } = plan;
  const counter = kernels.createGramIndex({ unit, size });
  const all = addAll(counter, plan);
  const counts = new ItemCounts(all, plan.benchmarks, counter.gramCount);
  const separator = unit === "char" ? "" : " ";
  return texts.map((text, item) => {
    if (text === null) return new Uint32Array();
    const tokens = listTokens(text, unit);
    const ranked = pickRarest(all[item] ?? new Uint32Array(), item, counts);
    const kept = rarest === null ? ranked : takeApart(ranked, rarest);
    return Uint32Array.from(kept, (at) => index.add(tokens.slice(at, at + size).join(separator))[0] ?? 0);
  });
}

/** Places of the n-grams that the fewest items have, those further back first among equals: beginnings are alike. */
function pickRarest(grams: Uint32Array, item: number, counts: ItemCounts): number[] {
  const weights = Array.from(grams, (gram) => counts.of(gram, item));
  return Array.from(grams.keys()).sort(
    (one, other) => (weights[one] as number) - (weights[other] as number) || other - one,
  );
}

function takeApart(places: readonly number[], { count, apart }: { count: number; apart: number }): number[] {
  const taken: number[] = [];
  for (const place of places) {
    if (taken.length === count) break;
    if (taken.every((other) => Math.abs(other - place) >= apart)) taken.push(place);
  }
  return taken;
}

function chooseLeads(grams: Uint32Array, item: number, counts: ItemCounts): Set<number> {
  const leads = new Set(grams.filter((gram) => counts.of(gram, item) <= commonItems));
  if (leads.size >= alwaysKept || leads.size === grams.length) return leads;
  const kept = pickRarest(grams, item, counts).slice(0, alwaysKept);
  return new Set([...leads, ...kept.map((place) => grams[place] as number)]);
}

function toPostings(leads: readonly ReadonlySet<number>[], gramCount: number): [Uint32Array, Uint32Array] {
  const starts = new Uint32Array(gramCount + 1);
  for (const grams of leads) for (const gram of grams) starts[gram + 1] = (starts[gram + 1] as number) + 1;
  for (let gram = 0; gram < gramCount; gram += 1)
    starts[gram + 1] = (starts[gram + 1] as number) + (starts[gram] as number);
  const next = starts.slice();
  const items = new Uint32Array(starts[gramCount] ?? 0);
  for (const [item, grams] of leads.entries()) {
    for (const gram of grams) {
      const place = next[gram] as number;
      items[place] = item;
      next[gram] = place + 1;
    }
  }
  return [starts, items];
}
