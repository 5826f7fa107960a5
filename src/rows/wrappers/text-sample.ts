/** A part of the texts of a dataset that does not depend on their order, nor on how they were dealt out to workers. */
export interface SampledText {
  /** 53 bits. */
  readonly hash: number;
  /** The text without white space at its ends; of a long one the beginning … */
  readonly head: string;
  /** … and the end. */
  readonly tail: string;
  readonly system: string;
}

export const reach = 4096;
const longestSystem = 20_000;

/** The different texts with the smallest hashes. Samples of parts can be added to one another. */
export class TextSample {
  readonly #size: number;
  readonly #seed: number;
  #kept: SampledText[] = [];
  /** Texts with a larger hash cannot be in the sample. */
  #limit = Number.POSITIVE_INFINITY;
  #rows = 0;

  constructor({ size, seed }: { readonly size: number; readonly seed: number }) {
    this.#size = size;
    this.#seed = seed;
  }

  /** Rows whose texts were offered. */
  get rows(): number {
    return this.#rows;
  }

  offer(text: string, system: string): void {
    this.#rows += 1;
    const content = text.trim();
    if (content === "") return;
    const hash = hashText(content, this.#seed);
    if (hash > this.#limit) return;
    this.#keep({
      hash,
      head: content.slice(0, reach),
      tail: content.length <= reach ? "" : content.slice(-reach),
      system: system.slice(0, longestSystem),
    });
  }

  /** Takes in what another worker kept of its rows. */
  add({ rows, texts }: { readonly rows: number; readonly texts: readonly SampledText[] }): void {
    this.#rows += rows;
    for (const text of texts) {
      if (text.hash <= this.#limit) this.#keep(text);
    }
  }

  /** In ascending order of their hashes. */
  list(): readonly SampledText[] {
    this.#prune();
    return this.#kept;
  }

  #keep(text: SampledText): void {
    this.#kept.push(text);
    if (this.#kept.length >= this.#size * 2) this.#prune();
  }

  /** Of rows with the same text one is kept: which one must not depend on their order. */
  #prune(): void {
    this.#kept.sort((left, right) => left.hash - right.hash || compareTexts(left, right));
    this.#kept = this.#kept
      .filter((text, index) => index === 0 || text.hash !== this.#kept[index - 1]?.hash)
      .slice(0, this.#size);
    if (this.#kept.length === this.#size) this.#limit = this.#kept.at(-1)?.hash ?? this.#limit;
  }
}

function compareTexts(left: SampledText, right: SampledText): number {
  const [one, other] = [JSON.stringify(left), JSON.stringify(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A mixing hash of two 32-bit halves over the text's UTF-16 units. */
function hashText(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
