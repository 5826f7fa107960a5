import { compareIds, type Dataset, type DatasetId, toIdKey, toNameKey } from "../model/index.ts";

/** Datasets whose id, alias or title contains every word of the query, best fit first; all of them for no query. */
export function searchDatasets(datasets: readonly Dataset[], query: string): Dataset[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return datasets
    .map((dataset) => ({ dataset, rank: toRank(dataset, words) }))
    .filter((hit) => hit.rank !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || compareIds(a.dataset.id, b.dataset.id))
    .map((hit) => hit.dataset);
}

function toRank(dataset: Dataset, words: readonly string[]): number | undefined {
  const id = toIdKey(dataset.id);
  const everything = [id, ...dataset.aliases.map(toIdKey), (dataset.title ?? "").toLowerCase()].join("\n");
  if (!words.every((word) => everything.includes(word))) return undefined;
  const query = words.join(" ");
  if (id === query || toIdKey(toLastSegment(id)) === query) return 0;
  return words.every((word) => id.includes(word)) ? 1 : 2;
}

/** Ids that a mistyped one may stand for, nearest first. */
export function findNearIds(wanted: DatasetId, known: readonly DatasetId[], limit = 3): DatasetId[] {
  const wantedKey = toIdKey(wanted);
  const wantedName = toNameKey(toLastSegment(wantedKey));
  return known
    .map((id) => ({ id, distance: toNearness(wantedKey, wantedName, toIdKey(id)) }))
    .filter((near) => near.distance <= maxDistance(wantedKey))
    .sort((a, b) => a.distance - b.distance || compareIds(a.id, b.id))
    .slice(0, limit)
    .map((near) => near.id);
}

function toNearness(wantedKey: string, wantedName: string, key: string): number {
  const name = toNameKey(toLastSegment(key));
  if (name === wantedName) return 1;
  if (wantedName.length >= 4 && name.startsWith(wantedName)) return 2;
  return toEditDistance(wantedKey, key, maxDistance(wantedKey));
}

function maxDistance(text: string): number {
  return Math.max(2, Math.floor(text.length / 6));
}

function toLastSegment(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** Damerau-Levenshtein (neighbours swapped count once); anything above the bound is returned as bound + 1. */
export function toEditDistance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
      );
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return Math.min(at(last, b.length), bound + 1);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
