/** Numbers keys of 64 bits (two words with sign) in the order in which they come: a hash table with open addressing. */
export class GramTable {
  #size = 0;
  #keys = new Int32Array(2048);
  /** Number + 1; 0 where a place is free. */
  #numbers = new Uint32Array(1024);

  get size(): number {
    return this.#size;
  }

  /** The key's number, a new one if need be. */
  take(low: number, high: number): number {
    if (this.#size * 2 >= this.#numbers.length) this.#grow();
    const place = this.#findPlace(low, high);
    const known = this.#numbers[place] as number;
    if (known > 0) return known - 1;
    this.#keys[place * 2] = low;
    this.#keys[place * 2 + 1] = high;
    this.#size += 1;
    this.#numbers[place] = this.#size;
    return this.#size - 1;
  }

  /** The key's number, -1 for an unknown key. */
  find(low: number, high: number): number {
    return (this.#numbers[this.#findPlace(low, high)] as number) - 1;
  }

  #findPlace(low: number, high: number): number {
    const keys = this.#keys;
    const numbers = this.#numbers;
    const mask = numbers.length - 1;
    let place = low & mask;
    while (numbers[place] !== 0 && (keys[place * 2] !== low || keys[place * 2 + 1] !== high))
      place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    const keys = this.#keys;
    const numbers = this.#numbers;
    this.#keys = new Int32Array(keys.length * 2);
    this.#numbers = new Uint32Array(numbers.length * 2);
    for (let old = 0; old < numbers.length; old += 1) {
      if (numbers[old] === 0) continue;
      const low = keys[old * 2] as number;
      const high = keys[old * 2 + 1] as number;
      const place = this.#findPlace(low, high);
      this.#keys[place * 2] = low;
      this.#keys[place * 2 + 1] = high;
      this.#numbers[place] = numbers[old] as number;
    }
  }
}
