/** The shortest run of characters that counts as shared; two words of a language with spaces, six signs of one without. */
const letterRun = 10;
const signRun = 6;

/** What of an item's key text stands in a row's, as runs of characters in whatever order. */
export interface CharacterCover {
  /** Share of the characters. */
  readonly share: number;
  /** Whether every figure of the item is part of a run. */
  readonly hasFigures: boolean;
}

const lettersOnly = /^[\0-\u024f]*$/;

/** Finds runs of characters of one text; made once for a row. */
export class CharacterRuns {
  readonly #text: string;
  readonly #sets = new Map<number, Set<string>>();

  /** @param text a key text: small letters, no white space. */
  constructor(text: string) {
    this.#text = text;
  }

  cover(item: string): CharacterCover {
    const size = Math.min(item.length, lettersOnly.test(item) ? letterRun : signRun);
    const isCovered = new Uint8Array(item.length);
    const runs = this.#runsOf(size);
    for (let at = 0; at + size <= item.length; at += 1)
      if (runs.has(item.slice(at, at + size))) isCovered.fill(1, at, at + size);
    const covered = isCovered.reduce((sum, one) => sum + one, 0);
    return { share: covered / Math.max(1, item.length), hasFigures: hasFigures(item, isCovered) };
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

function hasFigures(item: string, isCovered: Uint8Array): boolean {
  for (let at = 0; at < item.length; at += 1) {
    const code = item.charCodeAt(at);
    if (code >= 48 && code <= 57 && isCovered[at] === 0) return false;
  }
  return true;
}
