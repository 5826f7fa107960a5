import { type Anchor, listAnchors, sumBits, sumCommonBits } from "./anchors.ts";

/** Fewer bits than this may agree by chance where millions of rows meet thousands of items. */
export const leastAnchorBits = 30;
/** An anchor of so many bits leads to its items by itself, the others by three in a row. */
const leadingBits = 24;
const mostAnchors = 64;
const mostCandidates = 16;

export interface AnchorMatch {
  readonly item: number;
  /** Share of the item's bits that stand in the row in the same order. */
  readonly share: number;
  readonly bits: number;
}

/** Looks for items by their numbers and formulas alone: all that a translation has in common with them. */
export class AnchorFinder {
  readonly #anchors: readonly (readonly Anchor[])[];
  readonly #leads = new Map<string, number[]>();

  /** @param texts of the items */
  constructor(texts: readonly string[]) {
    this.#anchors = texts.map((text) => listAnchors(text).slice(0, mostAnchors));
    for (const [item, anchors] of this.#anchors.entries()) {
      if (sumBits(anchors) < leastAnchorBits) continue;
      for (const lead of new Set(listLeads(anchors))) {
        const items = this.#leads.get(lead);
        if (items === undefined) this.#leads.set(lead, [item]);
        else items.push(item);
      }
    }
  }

  get isEmpty(): boolean {
    return this.#leads.size === 0;
  }

  /** Items most of whose anchors stand in the text in the same order. */
  find(text: string): AnchorMatch[] {
    const anchors = listAnchors(text);
    if (anchors.length === 0 || anchors.length > 2 * mostAnchors) return [];
    const items = new Set(listLeads(anchors).flatMap((lead) => this.#leads.get(lead) ?? []));
    return [...items]
      .sort((one, other) => one - other)
      .slice(0, mostCandidates)
      .map((item) => this.#compare(item, anchors));
  }

  #compare(item: number, anchors: readonly Anchor[]): AnchorMatch {
    const own = this.#anchors[item] ?? [];
    const bits = sumCommonBits(own, anchors);
    return { item, bits, share: bits / Math.max(1, sumBits(own)) };
  }
}

function listLeads(anchors: readonly Anchor[]): string[] {
  const leads: string[] = [];
  for (const [at, anchor] of anchors.entries()) {
    if (anchor.bits >= leadingBits) leads.push(anchor.text);
    const [second, third] = [anchors[at + 1], anchors[at + 2]];
    if (second !== undefined && third !== undefined)
      leads.push(`${anchor.text} ${second.text} ${third.text}`);
  }
  return leads;
}
