import type { Catalogue, CatalogueEntry, NameMatch, NameStrength } from "../../catalogue/index.ts";
import { toNameKey, toUnresolvedId } from "../../model/index.ts";
import type { TextRange } from "../extracting/passage.ts";

interface FoundName extends TextRange {
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

const wordPattern =
  /(?!\p{Script=Han})[\p{L}\p{N}](?:(?!\p{Script=Han})[\p{L}\p{N}+])*(?:[._'’-](?:(?!\p{Script=Han})[\p{L}\p{N}+])+)*\+*|\p{Script=Han}+/gu;
/** What may stand between the words of one name; a full stop only inside, as in `NuminaMath-1.5`. */
const joint = /^(?:[\s/_\-–'’:&]{0,3}|\.)$/;
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
        if (id !== undefined && isNameLike(mention, null)) {
          return { entry: catalogue.findByHubId(id) ?? null, id, strength: "name", isLearned: true };
        }
        if (!keys.has(key) || catalogue.isNotDataset(mention)) return undefined;
        const bare = mention.replace(/\s+(?:data ?sets?|corpus|corpora)$/i, "");
        const match = catalogue.findByName(bare)[0];
        if (match === undefined || isBroken(bare, match.entry)) return undefined;
        if (!isNameLike(bare, match.entry) && !(match.strength === "name" && isCompound(bare)))
          return undefined;
        return { entry: match.entry, id: match.entry.id, strength: toStrength(match), isLearned: false };
      });
    },
  };
}

/**
 * A capital inside or a digit: `alpaca` in lower case is an animal and `Multiple` a word until something says otherwise,
 * so both must be written just as the dataset is.
 */
function isNameLike(mention: string, entry: CatalogueEntry | null): boolean {
  const isOrdinary = !/[\p{Lu}\p{N}_]|\p{Script=Han}/u.test(mention) || /^\p{Lu}\p{Ll}+$/u.test(mention);
  if (!isOrdinary || entry === null) return !isOrdinary;
  const written = [
    ...entry.names,
    ...(entry.genericNames ?? []),
    ...(entry.ambiguousNames ?? []),
    ...(entry.legacyIds ?? []),
  ];
  return written.includes(mention);
}

/** `code-search-net`: words joined by hyphens are no running text, whatever their case. */
function isCompound(mention: string): boolean {
  return mention.length >= 10 && /^[\p{Ll}\d]+(?:[-_][\p{Ll}\d]+)+$/u.test(mention);
}

/** `COL a` is not CoLA: a space inside a name that is written without any, next to a stray letter. */
function isBroken(mention: string, entry: CatalogueEntry): boolean {
  if (!/\s/.test(mention)) return false;
  const hasStray = mention.split(/\s+/).some((word) => /^[a-z]$/i.test(word));
  return (
    hasStray &&
    ![...entry.names, ...(entry.ambiguousNames ?? [])].some(
      (name) => name.toLowerCase() === mention.toLowerCase(),
    )
  );
}

/** What is off the hub is mostly a web site: its name alone says no more than where text comes from. */
function toStrength(match: NameMatch): NameStrength {
  return match.strength === "name" && match.entry.kind === "corpus" && match.entry.id.startsWith("name:")
    ? "generic"
    : match.strength;
}

type Identify = (mention: string, key: string) => Omit<FoundName, "text" | "start" | "end"> | undefined;

function findLongest(text: string, isPrefix: (key: string) => boolean, identify: Identify): FoundName[] {
  const words = toWords(text);
  const found: FoundName[] = [];
  for (let first = 0; first < words.length; first++) {
    const hit = findAt(text, words.slice(first, first + maxWords), { isPrefix, identify });
    if (hit === undefined) continue;
    found.push(withYears(text, hit.name));
    first += hit.words - 1;
  }
  return found;
}

const yearRange =
  /^\s*(?:\((?:up to|before|until|through|from)?\s*(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)?\d\d)?\)|(?:19|20)\d\d\s*[-–—]\s*(?:19|20)?\d\d)/;

/** "AIME (up to 2023)" is not the AIME of one year: the name with its years is a name of its own. */
function withYears(text: string, name: FoundName): FoundName {
  const years = yearRange.exec(text.slice(name.end, name.end + 30))?.[0];
  if (years === undefined || name.strength === "name") return name;
  const end = name.end + years.length;
  const whole = text.slice(name.start, end);
  return {
    start: name.start,
    end,
    text: whole,
    entry: null,
    id: toUnresolvedId(whole) ?? name.id,
    strength: "name",
    isLearned: false,
  };
}

function findAt(
  text: string,
  words: readonly WordToken[],
  lookup: { readonly isPrefix: (key: string) => boolean; readonly identify: Identify },
): { readonly name: FoundName; readonly words: number } | undefined {
  let key = "";
  let best: { name: FoundName; words: number } | undefined;
  const start = words[0]?.start ?? 0;
  if (text.charAt(start - 1) === "/") return undefined;
  for (const [index, word] of words.entries()) {
    const previous = words[index - 1];
    if (previous !== undefined && !joint.test(text.slice(previous.end, word.start))) break;
    if (previous !== undefined && word.key === "" && /^the$/i.test(text.slice(word.start, word.end))) break;
    key += word.key;
    if (!lookup.isPrefix(key)) break;
    const mention = text.slice(start, word.end);
    const isPath = /^(?:\/\w|\.(?:py|json|jsonl|md|sh|ya?ml|csv|txt|parquet|zip)\b)/.test(
      text.slice(word.end, word.end + 9),
    );
    const identity = key === "" || isPath ? undefined : lookup.identify(mention, key);
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
