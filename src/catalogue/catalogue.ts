import { compareIds, toNameKey } from "../model/index.ts";
import bundledDatasets from "./data/datasets.json" with { type: "json" };
import bundledNotDatasets from "./data/not-datasets.json" with { type: "json" };
import { CatalogueEntry, NotDataset } from "./entry.ts";

/**
 * How far a name alone identifies the entry: `name` on its own, `generic` with a word like dataset beside it,
 * `ambiguous` only where the context rules out the model, the method or the other dataset of that name.
 */
export type NameStrength = "name" | "generic" | "ambiguous";

export interface NameMatch {
  readonly entry: CatalogueEntry;
  readonly strength: NameStrength;
}

/** Facts about datasets known beforehand. Lookups that find nothing return an empty list or undefined. */
export interface Catalogue {
  /** Sorted by id. */
  readonly entries: readonly CatalogueEntry[];
  /**
   * Entries that a name in prose may mean: strongest first, then by id. Case, spaces, punctuation and the words
   * dataset and corpus do not count, except that a short name with capitals (MATH, AQuA, C4) needs capitals in the text
   * too and that a lower-case phrase is at most `generic`. A mention with a capital or digit that carries the word
   * dataset, corpus or dump is always `name`. A name of eight letters or more is also found in its other number
   * (Unnatural Instruction).
   */
  findByName(name: string): readonly NameMatch[];
  /** `owner/repo` or the address of a GitHub repository; several datasets may share one. */
  findByRepository(repository: string): readonly CatalogueEntry[];
  /** Entries whose official site the address lies on; the longest listed path decides. */
  findByHomepage(url: string): readonly CatalogueEntry[];
  /** Canonical, legacy and copied hub ids, case-insensitive; also `github:` and `name:` ids of entries off the hub. */
  findByHubId(id: string): CatalogueEntry | undefined;
  /** arXiv id or address, with or without version; a paper may present several datasets. */
  findByArxiv(id: string): readonly CatalogueEntry[];
  /** The model, tool, method, website or organisation of that name, as it stands (the word dataset counts). */
  findNotDataset(name: string): NotDataset | undefined;
  isNotDataset(name: string): boolean;
}

const strengthOrder: Record<NameStrength, number> = { name: 0, generic: 1, ambiguous: 2 };
const datasetWord = /\b(?:data ?sets?|corpus|corpora|dumps?)\b/i;

/**
 * Builds the lookups.
 *
 * @throws ZodError when an entry does not fit its schema.
 */
export function createCatalogue(
  entries: readonly unknown[] = bundledDatasets,
  notDatasets: readonly unknown[] = bundledNotDatasets,
): Catalogue {
  const sorted = CatalogueEntry.array()
    .parse(entries)
    .sort((a, b) => compareIds(a.id, b.id));
  const byName = indexNames(sorted);
  const byHubId = indexIds(sorted);
  const byRepository = groupBy(sorted, (entry) => (entry.repositories ?? []).map(toRepositoryKey));
  const byHomepage = groupBy(sorted, (entry) => (entry.homepages ?? []).map(toHomepageKey));
  const byArxiv = groupBy(sorted, (entry) => entry.arxiv ?? []);
  const notByName = groupBy(NotDataset.array().parse(notDatasets), (item) => [toPlainKey(item.name)]);

  const findNotDataset = (name: string) =>
    notByName.get(toPlainKey(name))?.find((item) => isWrittenLike(item.name, name));

  return {
    entries: sorted,
    findByName: (name) => findMatches(byName, name),
    findByRepository: (repository) => byRepository.get(toRepositoryKey(repository)) ?? [],
    findByHomepage: (url) => findAtLongestPath(byHomepage, toHomepageKey(url)),
    findByHubId: (id) => byHubId.get(id.trim().toLowerCase()),
    findByArxiv: (id) => byArxiv.get(toArxivKey(id)) ?? [],
    findNotDataset,
    isNotDataset: (name) => findNotDataset(name) !== undefined,
  };
}

let bundled: Catalogue | undefined;

/** The catalogue of the facts that come with the package, built on first use. */
export function bundledCatalogue(): Catalogue {
  bundled ??= createCatalogue();
  return bundled;
}

interface WrittenName extends NameMatch {
  readonly written: string;
}

function indexNames(entries: readonly CatalogueEntry[]): Map<string, WrittenName[]> {
  const written = entries.flatMap((entry) => [
    ...entry.names.map((name) => ({ entry, written: name, strength: "name" as const })),
    ...(entry.genericNames ?? []).map((name) => ({ entry, written: name, strength: "generic" as const })),
    ...(entry.ambiguousNames ?? []).map((name) => ({ entry, written: name, strength: "ambiguous" as const })),
  ]);
  return groupBy(written, (name) => [toKey(name.written)]);
}

function findMatches(index: ReadonlyMap<string, readonly WrittenName[]>, mention: string): NameMatch[] {
  const isCalledDataset = datasetWord.test(mention) && /[\p{Lu}\p{N}]/u.test(toBareName(mention));
  const key = toKey(mention);
  const found =
    index.get(key) ??
    index.get(toKey(mention.replace(/\s+dumps?$/i, ""))) ??
    index.get(toOtherNumber(key)) ??
    [];
  const matches = found
    .filter((name) => isWrittenLike(name.written, mention))
    .map(({ entry, strength }) => ({
      entry,
      strength: isCalledDataset ? "name" : isPlainPhrase(mention) ? weaken(strength) : strength,
    }))
    .sort(
      (a, b) => strengthOrder[a.strength] - strengthOrder[b.strength] || compareIds(a.entry.id, b.entry.id),
    );
  return matches.filter(({ entry }, at) => matches.findIndex((match) => match.entry === entry) === at);
}

/** The singular of a plural key and the reverse; a short key stays, because its last letter tells names apart. */
function toOtherNumber(key: string): string {
  const singular = key.replace(/s$/, "");
  if ((singular.match(/\p{L}/gu)?.length ?? 0) < 8) return key;
  return singular === key ? `${key}s` : singular;
}

/** Several words, all in lower case and without a digit: natural questions, helpful and harmless. */
function isPlainPhrase(mention: string): boolean {
  return /\p{L}\s+\p{L}/u.test(mention) && !/[\p{Lu}\p{N}]/u.test(mention);
}

function weaken(strength: NameStrength): NameStrength {
  return strength === "name" ? "generic" : strength;
}

/**
 * Rules out what the key has lost: capitals of names that are ordinary words in lower case (MATH, RACE, SQuAD, C4),
 * the article of a one-word name (The Stack) and the noun of a name that ends in it (Common Corpus).
 */
function isWrittenLike(written: string, mention: string): boolean {
  if (datasetWord.test(written) && !datasetWord.test(mention)) return false;
  if (/^the \p{L}+$/iu.test(written) && !/^the[\s_-]/i.test(mention)) return false;
  const letters = toBareName(written).replace(/[^\p{L}\p{N}+]/gu, "");
  const isOnlyLetters = /^\p{L}+$/u.test(letters);
  const longestWord = /^\p{Lu}+$/u.test(letters) ? 7 : isOnlyLetters ? 5 : 3;
  return (
    letters.length > longestWord || countCapitals(toBareName(mention)) >= Math.min(2, countCapitals(letters))
  );
}

function toBareName(name: string): string {
  return name.replace(/\b(?:the|data ?sets?|corpus|corpora|dumps?)\b/gi, "");
}

function countCapitals(text: string): number {
  return text.match(/\p{Lu}/gu)?.length ?? 0;
}

function indexIds(entries: readonly CatalogueEntry[]): Map<string, CatalogueEntry> {
  const index = new Map<string, CatalogueEntry>();
  const add = (id: string, entry: CatalogueEntry) => {
    const key = id.toLowerCase();
    if (!index.has(key)) index.set(key, entry);
  };
  for (const entry of entries) add(entry.id, entry);
  for (const entry of entries) {
    for (const id of [...(entry.legacyIds ?? []), ...(entry.copies ?? [])]) add(id, entry);
  }
  return index;
}

function toKey(name: string): string {
  return toNameKey(name.replaceAll("_", " "));
}

function toPlainKey(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]/gu, "");
}

function toRepositoryKey(repository: string): string {
  const path = repository.trim().replace(/^(?:https?:\/\/)?(?:www\.)?github\.com\/|^github:/i, "");
  const [owner = "", name = ""] = path.split("/");
  return `${owner}/${name.replace(/[?#].*$/, "").replace(/\.git$/, "")}`.toLowerCase();
}

/** Paths are compared in lower case too: cards write them either way and no two sites differ in that alone. */
function toHomepageKey(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\/|^\/\//, "")
    .replace(/^www\./, "")
    .replace(/[?#].*$/, "")
    .replaceAll("%7e", "~")
    .replace(/\/+$/, "");
}

function findAtLongestPath(
  index: ReadonlyMap<string, readonly CatalogueEntry[]>,
  key: string,
): readonly CatalogueEntry[] {
  for (let prefix = key; prefix !== ""; prefix = prefix.slice(0, Math.max(prefix.lastIndexOf("/"), 0))) {
    const entries = index.get(prefix);
    if (entries !== undefined) return entries;
  }
  return [];
}

function toArxivKey(id: string): string {
  return /\d{4}\.\d{4,5}/.exec(id)?.[0] ?? id;
}

function groupBy<T>(items: readonly T[], toKeys: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(toKeys(item))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}
