/** Tokens of one text of a row by their numbers in the benchmark's vocabulary, -1 for a token that is in no benchmark item. */
export interface RowTokens {
  readonly tokens: Int32Array;
  /** Tokens at which a new turn or field begins. */
  readonly borders: ReadonlySet<number>;
}

export interface CoveredItem {
  /** Its tokens by their numbers in the vocabulary. */
  readonly tokens: Int32Array;
  /** Characters of each token. */
  readonly sizes: Uint8Array;
}

/** Where the runs of tokens that a row shares with an item stand in both. */
export interface Cover {
  /** For every token of the item the row's token it was found at, -1 where it was not. */
  readonly rowTokens: Int32Array;
  /** Tokens that the row puts in between neighbours of the item; where a turn ends, anything may stand. */
  readonly inserted: number;
}

/** The shortest run that is looked for: two words meet by chance too often. */
export const shortestRun = 3;
/** A run counts when it has as many characters as three words, or is this long: three signs of a formula say little. */
const fewestCharacters = 8;
const fewestSigns = 6;
const longestInsertion = 8;
const vocabularyLimit = 2 ** 17;

/** Finds a row's runs of `shortestRun` tokens quickly; made once for a row, asked for every item it may hold. */
export class RunIndex {
  readonly row: RowTokens;
  readonly #places = new Map<number, number[]>();

  constructor(row: RowTokens) {
    this.row = row;
    const { tokens } = row;
    for (let at = 0; at + shortestRun <= tokens.length; at += 1) {
      const key = toRunKey(tokens, at);
      if (key < 0) continue;
      const places = this.#places.get(key);
      if (places === undefined) this.#places.set(key, [at]);
      else places.push(at);
    }
  }

  /** Where the run of the item begins in the row: right after the last place if it can, else as soon after it as it can. */
  findRun(item: Int32Array, at: number, last: number): number {
    const key = toRunKey(item, at);
    const places = key < 0 ? undefined : this.#places.get(key);
    if (places === undefined) return -1;
    return places.find((place) => place > last) ?? (places[0] as number);
  }
}

/**
 * Which tokens of an item stand in a row, as parts of runs that both share, whatever the order of the runs. An item shorter
 * than a run has to stand in the row as a whole.
 */
export function coverItem({ tokens: item, sizes }: CoveredItem, runs: RunIndex): Cover {
  const rowTokens = new Int32Array(item.length).fill(-1);
  if (item.length < shortestRun) coverWhole(item, runs.row.tokens, rowTokens);
  else {
    coverRuns(item, runs, rowTokens);
    coverEnds(item, runs.row, rowTokens);
    if (rowTokens.includes(-1)) dropWeakRuns(rowTokens, sizes);
  }
  return { rowTokens, inserted: countInserted(rowTokens, runs.row.borders) };
}

function coverRuns(item: Int32Array, runs: RunIndex, rowTokens: Int32Array): void {
  let last = -1;
  for (let at = 0; at + shortestRun <= item.length; at += 1) {
    const place = runs.findRun(item, at, last);
    if (place < 0) continue;
    last = place;
    for (let step = 0; step < shortestRun; step += 1) {
      if ((rowTokens[at + step] as number) < 0) rowTokens[at + step] = place + step;
    }
  }
}

function dropWeakRuns(rowTokens: Int32Array, sizes: Uint8Array): void {
  for (let start = 0; start < rowTokens.length; ) {
    let end = start + 1;
    let characters = sizes[start] as number;
    while (end < rowTokens.length && rowTokens[end] === (rowTokens[end - 1] as number) + 1) {
      characters += sizes[end] as number;
      end += 1;
    }
    if (characters < fewestCharacters && end - start < fewestSigns) rowTokens.fill(-1, start, end);
    start = end;
  }
}

/** A word or two of an item that a turn cuts off are found where they stand: at the end or the beginning of a turn. */
function coverEnds(item: Int32Array, row: RowTokens, rowTokens: Int32Array): void {
  if (row.borders.size === 0) return;
  const first = rowTokens.findIndex((place) => place >= 0);
  if (first < 0) return;
  const last = rowTokens.findLastIndex((place) => place >= 0);
  if (first > 0 && first < shortestRun)
    coverAtBorder(item.subarray(0, first), row, rowTokens.subarray(0, first));
  if (last < item.length - 1 && item.length - 1 - last < shortestRun)
    coverAtBorder(item.subarray(last + 1), row, rowTokens.subarray(last + 1));
}

function coverAtBorder(part: Int32Array, { tokens, borders }: RowTokens, rowTokens: Int32Array): void {
  for (const border of [...borders, tokens.length]) {
    for (const start of [border - part.length, border]) {
      if (!part.every((token, step) => token >= 0 && tokens[start + step] === token)) continue;
      rowTokens.set(part.map((_, step) => start + step));
      return;
    }
  }
}

function coverWhole(item: Int32Array, row: Int32Array, rowTokens: Int32Array): void {
  for (let place = 0; place + item.length <= row.length; place += 1) {
    if (!item.every((token, step) => token >= 0 && row[place + step] === token)) continue;
    for (let step = 0; step < item.length; step += 1) rowTokens[step] = place + step;
    return;
  }
}

function countInserted(rowTokens: Int32Array, borders: ReadonlySet<number>): number {
  let inserted = 0;
  for (let at = 1; at < rowTokens.length; at += 1) {
    const before = rowTokens[at - 1] as number;
    const here = rowTokens[at] as number;
    const jump = before < 0 || here < 0 ? 0 : here - before - 1;
    if (jump > 0 && jump <= longestInsertion && !hasBorder(borders, before, here)) inserted += jump;
  }
  return inserted;
}

function hasBorder(borders: ReadonlySet<number>, before: number, here: number): boolean {
  for (let at = before + 1; at <= here; at += 1) if (borders.has(at)) return true;
  return false;
}

/** -1 where one of the tokens is in no item. Past the limit of the vocabulary keys may fall together, which is rare. */
function toRunKey(tokens: Int32Array, at: number): number {
  let key = 0;
  for (let step = 0; step < shortestRun; step += 1) {
    const token = tokens[at + step] as number;
    if (token < 0) return -1;
    key = key * vocabularyLimit + (token % vocabularyLimit);
  }
  return key;
}
