interface SampledRow {
  readonly row: number;
  readonly vector: Float32Array;
}

/** A uniform sample of rows that depends on their numbers and the seed alone: those of the smallest hashes. */
export class RowSample {
  readonly #size: number;
  readonly #seed: number;
  #rows: (SampledRow & { readonly hash: number })[] = [];
  #largest = Number.POSITIVE_INFINITY;

  constructor(size: number, seed: number) {
    this.#size = size;
    this.#seed = seed;
  }

  /** Vectors without a direction have no neighbours and are passed over. */
  offer(row: number, vector: Float32Array): void {
    const hash = toHash(row, this.#seed);
    if (this.#size === 0 || hash >= this.#largest || vector.every((value) => value === 0)) return;
    this.#rows.push({ row, hash, vector: vector.slice() });
    if (this.#rows.length >= 2 * this.#size) this.#shrink();
  }

  /** In the order of their numbers. */
  list(): readonly SampledRow[] {
    this.#shrink();
    return this.#rows.toSorted((a, b) => a.row - b.row);
  }

  #shrink(): void {
    this.#rows = this.#rows.toSorted((a, b) => a.hash - b.hash || a.row - b.row).slice(0, this.#size);
    if (this.#rows.length === this.#size) this.#largest = this.#rows.at(-1)?.hash ?? Number.POSITIVE_INFINITY;
  }
}

function toHash(row: number, seed: number): number {
  let hash = Math.imul(row ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  return (hash ^ (hash >>> 15)) >>> 0;
}
