/** Numbers for the tokens of benchmark items, so that texts can be compared as whole numbers. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();

  /** The numbers of the tokens, new ones if need be. */
  take(tokens: readonly string[]): Int32Array {
    return Int32Array.from(tokens, (token) => {
      const known = this.#numbers.get(token);
      if (known !== undefined) return known;
      this.#numbers.set(token, this.#numbers.size);
      return this.#numbers.size - 1;
    });
  }

  /** -1 for an unknown token. */
  find(tokens: readonly string[]): Int32Array {
    return Int32Array.from(tokens, (token) => this.#numbers.get(token) ?? -1);
  }
}
