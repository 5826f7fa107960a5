import type { CatalogueEntry } from "../../catalogue/index.ts";
import { toNameKey } from "../../model/index.ts";
import { findOwner, toLastSegment } from "./subject-names.ts";

/** How well an entry fits a link to a repository that several datasets share: the link's text, the names, the owner. */
export function toRepositoryFit(entry: CatalogueEntry, repository: string, text: string): number {
  const [owner = "", name = ""] = repository.split("/");
  const names = [
    ...entry.names,
    ...(entry.ambiguousNames ?? []),
    ...(entry.genericNames ?? []),
    toLastSegment(entry.id),
  ].map(toNameKey);
  const isNamed = names.includes(toNameKey(text));
  const isRepositoryName = names.includes(toNameKey(name));
  const isSameOwner = findOwner(entry.id)?.toLowerCase() === owner.toLowerCase();
  return (isNamed ? 0.06 : 0) + (isRepositoryName ? 0.03 : 0) + (isSameOwner ? 0.02 : 0);
}

/** The entry that fits best; the first of equals. */
export function pickEntry(
  entries: readonly CatalogueEntry[],
  repository: string,
  text: string,
): CatalogueEntry | undefined {
  return entries.toSorted(
    (a, b) => toRepositoryFit(b, repository, text) - toRepositoryFit(a, repository, text),
  )[0];
}
