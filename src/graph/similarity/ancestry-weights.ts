import type { Condensation } from "../compact/index.ts";

/** Row r holds what it consists of: `columns` and `weights` from `offsets[r]` to `offsets[r + 1]`, columns rising. */
export interface WeightRows {
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

/**
 * The ancestry of every component with path weights (roots G7). Each dataset is itself with weight 1 and passes an equal
 * share to each of its direct upstreams: `w_a(a) = 1`, `w_a(x) = 1/|up(a)| * sum of w_u(x) over u in up(a)`. That is the
 * sum over all paths from x to a of the product of 1/|up(v)| over the datasets v below x on the path: the chance that a
 * walk upward from a, taking each direct upstream alike, comes through x.
 */
export function toAncestryWeights({ graph, order }: Condensation): WeightRows {
  const { offsets, targets } = graph.up;
  const rows: { columns: Int32Array; weights: Float64Array }[] = [];
  const sums = new Float64Array(graph.nodeCount);
  const touched: number[] = [];
  const add = (column: number, weight: number) => {
    if (sums[column] === 0) touched.push(column);
    sums[column] = (sums[column] ?? 0) + weight;
  };
  for (const component of order) {
    const begin = offsets[component] ?? 0;
    const end = offsets[component + 1] ?? 0;
    for (let at = begin; at < end; at++) {
      const row = rows[targets[at] ?? 0];
      for (const [position, column] of row?.columns.entries() ?? [])
        add(column, (row?.weights[position] ?? 0) / (end - begin));
    }
    add(component, 1);
    const columns = Int32Array.from(touched).sort();
    rows[component] = { columns, weights: Float64Array.from(columns, (column) => sums[column] ?? 0) };
    for (const column of touched) sums[column] = 0;
    touched.length = 0;
  }
  return toRows(rows);
}

function toRows(rows: readonly { columns: Int32Array; weights: Float64Array }[]): WeightRows {
  const offsets = new Int32Array(rows.length + 1);
  for (const [row, { columns }] of rows.entries()) offsets[row + 1] = (offsets[row] ?? 0) + columns.length;
  const columns = new Int32Array(offsets[rows.length] ?? 0);
  const weights = new Float64Array(columns.length);
  for (const [row, own] of rows.entries()) {
    columns.set(own.columns, offsets[row]);
    weights.set(own.weights, offsets[row]);
  }
  return { offsets, columns, weights };
}

/** For every column the rows that have it, rising. */
export function turnRows({ offsets, columns, weights }: WeightRows, columnCount: number): WeightRows {
  const turnedOffsets = new Int32Array(columnCount + 1);
  for (const column of columns) turnedOffsets[column + 1] = (turnedOffsets[column + 1] ?? 0) + 1;
  for (let column = 0; column < columnCount; column++)
    turnedOffsets[column + 1] = (turnedOffsets[column + 1] ?? 0) + (turnedOffsets[column] ?? 0);
  const next = turnedOffsets.slice(0, columnCount);
  const turned = { columns: new Int32Array(columns.length), weights: new Float64Array(columns.length) };
  for (let row = 0; row + 1 < offsets.length; row++) {
    const end = offsets[row + 1] ?? 0;
    for (let at = offsets[row] ?? 0; at < end; at++) {
      const column = columns[at] ?? 0;
      const place = next[column] ?? 0;
      next[column] = place + 1;
      turned.columns[place] = row;
      turned.weights[place] = weights[at] ?? 0;
    }
  }
  return { offsets: turnedOffsets, ...turned };
}
