import type { DisjointSets } from "./disjoint-sets.ts";

/** For every text what became of it. */
export interface KeptTexts {
  /** The text that stands for it: itself when it is kept. */
  readonly keptFor: Int32Array;
  /** The text that it was found similar to; itself when it is kept. */
  readonly matchedBy: Int32Array;
  /** Similarity to that one; NaN when the text is kept or similarities were not measured. */
  readonly similarities: Float64Array;
}

export function toAllKept(count: number): KeptTexts {
  const texts = Int32Array.from({ length: count }, (_, text) => text);
  return { keptFor: texts, matchedBy: texts.slice(), similarities: new Float64Array(count).fill(Number.NaN) };
}

/** The similar pairs that joined components: they make a tree of each. */
export class SimilarityTree {
  readonly #ends: Int32Array;
  readonly #similarities: Float64Array;
  #count = 0;

  /** @param count number of texts, more than the pairs that can join them. */
  constructor(count: number) {
    this.#ends = new Int32Array(count * 2);
    this.#similarities = new Float64Array(count);
  }

  add(later: number, earlier: number, similarity: number): void {
    this.#ends[this.#count * 2] = later;
    this.#ends[this.#count * 2 + 1] = earlier;
    this.#similarities[this.#count] = similarity;
    this.#count += 1;
  }

  /** Walks each tree from the first text of its component: every other text is matched by the one the walk came from. */
  toKeptTexts(sets: DisjointSets): KeptTexts {
    const kept = toAllKept(sets.count);
    const { starts, pairs } = this.#listByText(sets.count);
    const reached = new Int32Array(sets.count);
    let end = 0;
    for (let text = 0; text < sets.count; text++) if (sets.find(text) === text) reached[end++] = text;
    for (let next = 0; next < end; next++) {
      const from = reached[next] as number;
      for (let at = starts[from] as number; at < (starts[from + 1] as number); at++) {
        const pair = pairs[at] as number;
        const to = (this.#ends[pair * 2] as number) + (this.#ends[pair * 2 + 1] as number) - from;
        if (to === kept.matchedBy[from] && from !== to) continue;
        kept.keptFor[to] = kept.keptFor[from] as number;
        kept.matchedBy[to] = from;
        kept.similarities[to] = this.#similarities[pair] as number;
        reached[end++] = to;
      }
    }
    return kept;
  }

  /** The pairs of each text. */
  #listByText(count: number): { starts: Int32Array; pairs: Int32Array } {
    const starts = new Int32Array(count + 1);
    for (let end = 0; end < this.#count * 2; end++) {
      const text = this.#ends[end] as number;
      starts[text + 1] = (starts[text + 1] as number) + 1;
    }
    for (let text = 0; text < count; text++) {
      starts[text + 1] = (starts[text + 1] as number) + (starts[text] as number);
    }
    const next = starts.slice(0, count);
    const pairs = new Int32Array(this.#count * 2);
    for (let end = 0; end < this.#count * 2; end++) {
      const text = this.#ends[end] as number;
      const place = next[text] as number;
      pairs[place] = end >>> 1;
      next[text] = place + 1;
    }
    return { starts, pairs };
  }
}
