import { type Anchor, listAnchors, sumBits, sumCommonBits } from "./anchors.ts";

/** Fewer bits than this may agree by chance where millions of rows meet thousands of items. */
const leastBits = 30;
/** An anchor of so many bits leads to its items by itself, the others by three in a row that have as many together. */
const leadingBits = 12;
/** Leads to more items than this say nothing. */
const commonItems = 16;
const mostAnchors = 64;
/** Shares of the item's and of the row's bits that have to be the other's. */
const leastItemShare = 0.8;
const leastRowShare = 0.5;

export interface AnchorMatch {
  readonly item: number;
  /** Share of the item's bits that stand in the row in the same order. */
  readonly share: number;
}

/** Looks for items by their numbers and formulas alone: all that a translation has in common with them. */
export class AnchorFinder {
  /** Anchors that several items of a benchmark have are worth less. */
  readonly #anchors: readonly (readonly Anchor[])[];
  /** The anchors of items by their numbers, from 1. */
  readonly #known = new Map<string, number>();
  readonly #leads = new Map<number, number[]>();

  /** @param texts of the items, with the number of each one's benchmark. */
  constructor(texts: readonly string[], benchmarks: readonly number[]) {
    const lists = texts.map((text) => listAnchors(text).slice(0, mostAnchors));
    this.#anchors = weighAnchors(lists, benchmarks);
    for (const { text } of lists.flat())
      if (!this.#known.has(text)) this.#known.set(text, this.#known.size + 1);
    for (const [item, anchors] of this.#anchors.entries()) {
      if (sumBits(anchors) < leastBits) continue;
      for (const lead of new Set(this.#listLeads(anchors))) {
        const items = this.#leads.get(lead);
        if (items === undefined) this.#leads.set(lead, [item]);
        else items.push(item);
      }
    }
    for (const [lead, items] of this.#leads) if (items.length > commonItems) this.#leads.delete(lead);
  }

  get isEmpty(): boolean {
    return this.#leads.size === 0;
  }

  /** Items nearly all of whose anchors stand in the text in the same order, and make up most of its own. */
  find(text: string): AnchorMatch[] {
    const anchors = listAnchors(text);
    if (anchors.length === 0 || anchors.length > 2 * mostAnchors) return [];
    const items = new Set<number>();
    for (const lead of this.#listLeads(anchors))
      for (const item of this.#leads.get(lead) ?? []) items.add(item);
    return [...items].sort((one, other) => one - other).flatMap((item) => this.#compare(item, anchors));
  }

  /** Every heavy anchor by itself, and every three in a row, as one number. */
  #listLeads(anchors: readonly Anchor[]): number[] {
    const leads: number[] = [];
    const numbers = anchors.map(({ text }) => this.#known.get(text) ?? 0);
    for (const [at, number] of numbers.entries()) {
      if (number === 0) continue;
      if ((anchors[at]?.bits ?? 0) >= leadingBits) leads.push(number);
      const [second, third] = [numbers[at + 1] ?? 0, numbers[at + 2] ?? 0];
      if (second > 0 && third > 0) leads.push((number * knownLimit + second) * knownLimit + third);
    }
    return leads;
  }

  #compare(item: number, anchors: readonly Anchor[]): AnchorMatch[] {
    const own = this.#anchors[item] ?? [];
    const bits = sumCommonBits(own, anchors);
    const share = bits / Math.max(1, sumBits(own));
    const isMatch = bits >= leastBits && share >= leastItemShare && bits >= leastRowShare * sumBits(anchors);
    return isMatch ? [{ item, share }] : [];
  }
}

/** Above so many anchors numbers of threes may fall together; what is found is compared in any case. */
const knownLimit = 2 ** 17;

function weighAnchors(lists: readonly (readonly Anchor[])[], benchmarks: readonly number[]): Anchor[][] {
  const counts = new Map<string, number>();
  const toKey = (text: string, item: number) => `${benchmarks[item]} ${text}`;
  for (const [item, anchors] of lists.entries()) {
    for (const key of new Set(anchors.map(({ text }) => toKey(text, item)))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return lists.map((anchors, item) =>
    anchors.map(({ text, bits }) => ({ text, bits: bits / Math.sqrt(counts.get(toKey(text, item)) ?? 1) })),
  );
}
