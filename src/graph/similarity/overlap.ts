import { type TurnedRows, turnRows, type WeightRow } from "./ancestry-weights.ts";

/** Two rows that have a column in common; a < b. */
export interface Overlap {
  readonly a: number;
  readonly b: number;
  /** Weighted Jaccard: the sum of the smaller weights over the sum of the larger ones; 0..1. */
  readonly similarity: number;
}

/** Room for sums that were rounded in another order. */
const tolerance = 1 + 1e-9;

/**
 * The pairs of rows that are most alike, equal ones by row. Rows are compared over what they share only, in the order of
 * their sums: two rows cannot be more alike than the smaller sum is to the larger, so a row meets only those that could
 * still be among the best.
 */
export function findOverlaps(
  rows: readonly WeightRow[],
  columnCount: number,
  size: number,
): readonly Overlap[] {
  if (size === 0) return [];
  const sums = Float64Array.from(rows, toSum);
  const order = Int32Array.from(sums.keys()).sort((a, b) => (sums[a] ?? 0) - (sums[b] ?? 0) || a - b);
  const sorted = {
    rows: Array.from(order, (row) => rows[row] ?? emptyRow),
    sums: Float64Array.from(order, (row) => sums[row] ?? 0),
  };
  const state: Accumulator = {
    ...sorted,
    turned: turnRows(sorted.rows, columnCount),
    common: new Float64Array(order.length),
    cursors: new Int32Array(columnCount),
  };
  state.cursors.set(state.turned.offsets.subarray(0, columnCount));
  const top = createTop(size);
  for (let row = 0; row < order.length; row++) {
    const largestSum = ((state.sums[row] ?? 0) / top.least()) * tolerance;
    for (const other of collect(state, row, largestSum)) {
      const shared = state.common[other] ?? 0;
      const similarity = shared / ((state.sums[row] ?? 0) + (state.sums[other] ?? 0) - shared);
      top.add(order[row] ?? 0, order[other] ?? 0, similarity);
      state.common[other] = 0;
    }
  }
  return top.list();
}

/** The same for the pairs of one row with every other. */
export function findOverlapsWith(rows: readonly WeightRow[], row: number, size: number): readonly Overlap[] {
  if (size === 0) return [];
  const { columns, weights } = rows[row] ?? emptyRow;
  const own = new Map(Array.from(columns, (column, at) => [column, weights[at] ?? 0]));
  const ownSum = toSum(rows[row] ?? emptyRow);
  const top = createTop(size);
  for (const [other, theirs] of rows.entries()) {
    const shared = theirs.columns.reduce(
      (sum, column, at) => sum + Math.min(own.get(column) ?? 0, theirs.weights[at] ?? 0),
      0,
    );
    if (other !== row && shared > 0) top.add(row, other, shared / (ownSum + toSum(theirs) - shared));
  }
  return top.list();
}

const emptyRow: WeightRow = { columns: new Int32Array(), weights: new Float64Array() };

function toSum({ weights }: WeightRow): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

interface Accumulator {
  readonly rows: readonly WeightRow[];
  readonly sums: Float64Array;
  readonly turned: TurnedRows;
  readonly common: Float64Array;
  /** Per column, its first row after the one at hand. */
  readonly cursors: Int32Array;
}

/** Adds up what a row has in common with every later one that is not too large, and lists those. */
function collect(
  { rows, sums, turned, common, cursors }: Accumulator,
  row: number,
  largestSum: number,
): number[] {
  const touched: number[] = [];
  const { columns, weights } = rows[row] ?? emptyRow;
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] ?? 0;
    const weight = weights[at] ?? 0;
    const begin = (cursors[column] ?? 0) + 1;
    cursors[column] = begin;
    const columnEnd = turned.offsets[column + 1] ?? 0;
    for (let place = begin; place < columnEnd; place++) {
      const other = turned.rows[place] ?? 0;
      if ((sums[other] ?? 0) > largestSum) break;
      const before = common[other] ?? 0;
      if (before === 0) touched.push(other);
      common[other] = before + Math.min(weight, turned.weights[place] ?? 0);
    }
  }
  return touched;
}

/** Keeps the best of many, sorting only now and then. */
function createTop(size: number) {
  const compare = (x: Overlap, y: Overlap) => y.similarity - x.similarity || x.a - y.a || x.b - y.b;
  let kept: Overlap[] = [];
  let least = 0;
  const prune = () => {
    kept = kept.sort(compare).slice(0, size);
    if (kept.length === size) least = kept.at(-1)?.similarity ?? 0;
  };
  return {
    /** What a pair must reach to be kept; 0 until there are enough. */
    least: () => least,
    add(row: number, other: number, similarity: number): void {
      if (similarity < least) return;
      kept.push({ a: Math.min(row, other), b: Math.max(row, other), similarity });
      if (kept.length >= 2 * size + 16) prune();
    },
    list(): readonly Overlap[] {
      prune();
      return kept;
    },
  };
}
