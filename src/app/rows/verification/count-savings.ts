import type { RowSavings, VerifiedDataset } from "./rows-verification.ts";

/** Two datasets with rows that were not compared because no path connects them. */
export interface SparedPair {
  readonly a: number;
  readonly b: number;
}

/**
 * What the graph spared (roots R3).
 *
 * @param needed datasets, by position, that a pair to be scanned needs.
 * @param statedRows the rows that the files of a dataset state without being read; undefined where one does not.
 */
export function countSavings(
  datasets: readonly VerifiedDataset[],
  spared: readonly SparedPair[],
  { needed, statedRows }: { needed: ReadonlySet<number>; statedRows: ReadonlyMap<number, number> },
): RowSavings {
  const isCounted = ({ a, b }: SparedPair) =>
    [a, b].every((position) => (datasets[position]?.account ?? null) !== null);
  const counted = spared.filter(isCounted);
  const unread = [...new Set(spared.flatMap(({ a, b }) => [a, b]))].filter(
    (position) => !needed.has(position),
  );
  const rows = unread.map((position) => statedRows.get(position));
  return {
    pairs: spared.length,
    lookups: sum(
      counted.flatMap(({ a, b }) => [datasets[a]?.account?.rows ?? 0, datasets[b]?.account?.rows ?? 0]),
    ),
    pairsUncounted: spared.length - counted.length,
    datasets: unread.sort((a, b) => a - b),
    bytes: sum(unread.map((position) => datasets[position]?.bytes ?? 0)),
    rows: rows.every((count) => count !== undefined) ? sum(rows.map((count) => count ?? 0)) : null,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
