/** The shortest run of characters that counts as shared; two words of a language with spaces, six signs of one without. */
const letterRun = 10;
const signRun = 6;

const lettersOnly = /^[\0-\u024f\u0370-\u04ff\u2000-\u2bff]*$/;

/** Finds runs of characters of one text; made once for a row. */
export class CharacterRuns {
  readonly #text: string;
  readonly #sets = new Map<number, Set<string>>();

  /** @param text a key text: small letters, no white space. */
  constructor(text: string) {
    this.#text = text;
  }

  /** Which characters of an item's key text stand in a run that both texts share, whatever the order of the runs. */
  cover(item: string): Uint8Array {
    const size = Math.min(item.length, lettersOnly.test(item) ? letterRun : signRun);
    const isCovered = new Uint8Array(item.length);
    const runs = this.#runsOf(size);
    for (let at = 0; at + size <= item.length; at += 1)
      if (runs.has(item.slice(at, at + size))) isCovered.fill(1, at, at + size);
    return isCovered;
  }

  #runsOf(size: number): Set<string> {
    const known = this.#sets.get(size);
    if (known !== undefined) return known;
    const runs = new Set<string>();
    for (let at = 0; at + size <= this.#text.length; at += 1) runs.add(this.#text.slice(at, at + size));
    this.#sets.set(size, runs);
    return runs;
  }
}
