/** Numbers 128-bit keys from 0 in the order in which they are first met. */
export class KeyIndex {
  #slots: Int32Array;
  #mask: number;
  #words: Uint32Array;
  #count = 0;

  constructor(expected = 1024) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.#slots = new Int32Array(slots);
    this.#mask = slots - 1;
    this.#words = new Uint32Array(Math.max(16, expected) * 4);
  }

  get count(): number {
    return this.#count;
  }

  /** The number of the key whose four words stand at `at`; `count` grows when it is new. */
  add(words: Uint32Array, at: number): number {
    const slots = this.#slots;
    for (let slot = (words[at + 1] as number) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const entry = (slots[slot] as number) - 1;
      if (entry === -1) return this.#insert(slot, words, at);
      if (this.#isAt(entry, words, at)) return entry;
    }
  }

  /** -1 for a key that was not added. */
  find(words: Uint32Array, at: number): number {
    for (let slot = (words[at + 1] as number) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const entry = (this.#slots[slot] as number) - 1;
      if (entry === -1 || this.#isAt(entry, words, at)) return entry;
    }
  }

  /** The four words of a key, a copy. */
  wordsOf(entry: number): Uint32Array {
    return this.#words.slice(entry * 4, entry * 4 + 4);
  }

  #isAt(entry: number, words: Uint32Array, at: number): boolean {
    const known = this.#words;
    const start = entry * 4;
    return (
      known[start] === words[at] &&
      known[start + 1] === words[at + 1] &&
      known[start + 2] === words[at + 2] &&
      known[start + 3] === words[at + 3]
    );
  }

  #insert(slot: number, words: Uint32Array, at: number): number {
    const entry = this.#count;
    if ((entry + 1) * 4 > this.#words.length) this.#growWords();
    for (let word = 0; word < 4; word += 1) this.#words[entry * 4 + word] = words[at + word] as number;
    this.#slots[slot] = entry + 1;
    this.#count += 1;
    if (this.#count * 2 > this.#slots.length) this.#growSlots();
    return entry;
  }

  #growWords(): void {
    const larger = new Uint32Array(this.#words.length * 2);
    larger.set(this.#words);
    this.#words = larger;
  }

  #growSlots(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#mask = this.#slots.length - 1;
    for (let entry = 0; entry < this.#count; entry += 1) {
      let slot = (this.#words[entry * 4 + 1] as number) & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = entry + 1;
    }
  }
}
