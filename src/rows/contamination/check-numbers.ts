import type { Cover, RowTokens } from "./cover-item.ts";

/** How far a number may stand from the words next to it. */
const farthest = 6;

interface NumberCheck {
  readonly item: Int32Array;
  /** Tokens of the item that have to be at their places. */
  readonly fixed: readonly number[];
  readonly cover: Cover;
  readonly row: RowTokens;
}

/**
 * Whether the numbers and operators of an item stand at their places in the row: in a shared run, or between the two runs
 * around them. An item on a template has its words in the row but not its numbers.
 */
export function checkNumbers(check: NumberCheck): "agree" | "differ" | "none" {
  const { fixed, cover } = check;
  if (fixed.length === 0) return "none";
  const missing = fixed.filter((at) => (cover.rowTokens[at] as number) < 0);
  return missing.every((at) => isNearby(check, at)) ? "agree" : "differ";
}

function isNearby({ item, cover, row }: NumberCheck, at: number): boolean {
  const token = item[at] as number;
  const before = findCovered(cover.rowTokens, at, -1);
  const after = findCovered(cover.rowTokens, at, 1);
  if (before === undefined && after === undefined) return false;
  const start = before === undefined ? (after?.row ?? 0) - reach(after, at) : before.row + 1;
  const wanted = before === undefined ? (after?.row ?? 0) : before.row + 1 + reach(before, at);
  const end = after !== undefined && after.row > start ? Math.min(after.row, wanted) : wanted;
  for (let place = Math.max(0, start); place < end; place += 1) if (row.tokens[place] === token) return true;
  return false;
}

interface CoveredToken {
  readonly item: number;
  readonly row: number;
}

function reach(neighbour: CoveredToken | undefined, at: number): number {
  return neighbour === undefined ? 0 : Math.abs(neighbour.item - at) + farthest;
}

function findCovered(rowTokens: Int32Array, from: number, step: 1 | -1): CoveredToken | undefined {
  for (let at = from + step; at >= 0 && at < rowTokens.length; at += step) {
    const row = rowTokens[at] as number;
    if (row >= 0) return { item: at, row };
  }
  return undefined;
}
