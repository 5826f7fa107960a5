import type { Catalogue, CatalogueEntry, NameStrength } from "../../catalogue/index.ts";
import { toNameKey } from "../../model/index.ts";
import type { TextRange } from "../extracting/passage.ts";

export interface FoundName extends TextRange {
  readonly text: string;
  readonly entry: CatalogueEntry | null;
  readonly id: string;
  readonly strength: NameStrength;
  readonly isLearned: boolean;
}

/** Finds names of datasets in running text: those of the catalogue and those a document taught by its own links. */
export interface NameScanner {
  findNames(text: string, learned: ReadonlyMap<string, string>): readonly FoundName[];
}

interface WordToken extends TextRange {
  readonly key: string;
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}+]*(?:[._'’-][\p{L}\p{N}+]+)*\+*/gu;
const maxWords = 7;
const scanners = new WeakMap<Catalogue, NameScanner>();

export function toNameScanner(catalogue: Catalogue): NameScanner {
  const known = scanners.get(catalogue);
  if (known !== undefined) return known;
  const scanner = createNameScanner(catalogue);
  scanners.set(catalogue, scanner);
  return scanner;
}

function createNameScanner(catalogue: Catalogue): NameScanner {
  const keys = new Set<string>();
  const prefixes = new Set<string>();
  const addKey = (key: string, into: Set<string>) => {
    for (let length = 1; length < key.length; length++) into.add(key.slice(0, length));
  };
  for (const entry of catalogue.entries) {
    for (const name of [...entry.names, ...(entry.genericNames ?? []), ...(entry.ambiguousNames ?? [])]) {
      keys.add(toNameKey(name));
      addKey(toNameKey(name), prefixes);
    }
  }
  return {
    findNames(text, learned) {
      const learnedPrefixes = new Set<string>();
      for (const key of learned.keys()) addKey(key, learnedPrefixes);
      const isPrefix = (key: string) =>
        prefixes.has(key) || learnedPrefixes.has(key) || keys.has(key) || learned.has(key);
      return findLongest(text, isPrefix, (mention, key) => {
        const id = learned.get(key);
        if (id !== undefined && isNameLike(mention)) {
          return { entry: catalogue.findByHubId(id) ?? null, id, strength: "name", isLearned: true };
        }
        if (!keys.has(key) || catalogue.isNotDataset(mention)) return undefined;
        const match = catalogue.findByName(mention)[0];
        if (match === undefined || !isNameLike(mention)) return undefined;
        return { entry: match.entry, id: match.entry.id, strength: match.strength, isLearned: false };
      });
    },
  };
}

/** A capital or a digit somewhere: `alpaca` in lower case is an animal until something says otherwise. */
function isNameLike(mention: string): boolean {
  return /[\p{Lu}\p{N}_]|\p{Script=Han}/u.test(mention) || /[-_]/.test(mention);
}

type Identify = (mention: string, key: string) => Omit<FoundName, "text" | "start" | "end"> | undefined;

function findLongest(text: string, isPrefix: (key: string) => boolean, identify: Identify): FoundName[] {
  const words = toWords(text);
  const found: FoundName[] = [];
  for (let first = 0; first < words.length; first++) {
    const hit = findAt(text, words.slice(first, first + maxWords), { isPrefix, identify });
    if (hit === undefined) continue;
    found.push(hit.name);
    first += hit.words - 1;
  }
  return found;
}

function findAt(
  text: string,
  words: readonly WordToken[],
  lookup: { readonly isPrefix: (key: string) => boolean; readonly identify: Identify },
): { readonly name: FoundName; readonly words: number } | undefined {
  let key = "";
  let best: { name: FoundName; words: number } | undefined;
  const start = words[0]?.start ?? 0;
  for (const [index, word] of words.entries()) {
    const previous = words[index - 1];
    if (previous !== undefined && !/^[\s/_\-–.'’:&]{0,3}$/.test(text.slice(previous.end, word.start))) break;
    key += word.key;
    if (!lookup.isPrefix(key)) break;
    const mention = text.slice(start, word.end);
    const identity = key === "" ? undefined : lookup.identify(mention, key);
    if (identity !== undefined)
      best = { name: { start, end: word.end, text: mention, ...identity }, words: index + 1 };
  }
  return best;
}

function toWords(text: string): WordToken[] {
  const words: WordToken[] = [];
  for (const match of text.matchAll(wordPattern)) {
    words.push({ start: match.index, end: match.index + match[0].length, key: toWordKey(match[0]) });
  }
  return words;
}

/** The part of a name's key that one word gives; words that names drop anyway (dataset, the) give none. */
function toWordKey(word: string): string {
  const folded = word.normalize("NFKC").toLowerCase();
  return /^(?:the|datasets?|corpus|corpora)$/.test(folded) ? "" : folded.replace(/[^\p{L}\p{N}+]/gu, "");
}
