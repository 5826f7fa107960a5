/** Union-find over the numbers from 0: every set is named by its least member. */
export class DisjointSets {
  readonly #parents: Int32Array;

  constructor(count: number) {
    this.#parents = new Int32Array(count);
    for (let member = 0; member < count; member++) this.#parents[member] = member;
  }

  get count(): number {
    return this.#parents.length;
  }

  /** The least member of the set. */
  find(member: number): number {
    const parents = this.#parents;
    let at = member;
    for (;;) {
      const parent = parents[at] as number;
      if (parent === at) return at;
      const next = parents[parent] as number;
      parents[at] = next;
      at = next;
    }
  }

  /** Makes the two sets one; false when they already were. */
  join(a: number, b: number): boolean {
    const first = this.find(a);
    const second = this.find(b);
    if (first === second) return false;
    if (first < second) this.#parents[second] = first;
    else this.#parents[first] = second;
    return true;
  }
}
