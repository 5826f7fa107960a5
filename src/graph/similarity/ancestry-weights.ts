import type { Condensation } from "../compact/index.ts";

/** What one dataset consists of: columns, rising, and the weight of each. */
export interface WeightRow {
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

/**
 * The ancestry of every component with path weights (roots G7). Each dataset is itself with weight 1 and passes an equal
 * share to each of its direct upstreams: `w_a(a) = 1`, `w_a(x) = 1/|up(a)| * sum of w_u(x) over u in up(a)`. That is the
 * sum over all paths from x to a of the product of 1/|up(v)| over the datasets v below x on the path: the chance that a
 * walk upward from a, taking each direct upstream alike, comes through x.
 */
export function toAncestryWeights({ graph, order }: Condensation): WeightRow[] {
  const { offsets, targets } = graph.up;
  const rows: WeightRow[] = new Array(graph.nodeCount);
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
  return rows;
}

/** For every column the rows that have it, rising; those of column c are from `offsets[c]` to `offsets[c + 1]`. */
export interface TurnedRows {
  readonly offsets: Int32Array;
  readonly rows: Int32Array;
  readonly weights: Float64Array;
}

export function turnRows(rows: readonly WeightRow[], columnCount: number): TurnedRows {
  const offsets = new Int32Array(columnCount + 1);
  for (const { columns } of rows)
    for (const column of columns) offsets[column + 1] = (offsets[column + 1] ?? 0) + 1;
  for (let column = 0; column < columnCount; column++)
    offsets[column + 1] = (offsets[column + 1] ?? 0) + (offsets[column] ?? 0);
  const next = offsets.slice(0, columnCount);
  const total = offsets[columnCount] ?? 0;
  const turned = { rows: new Int32Array(total), weights: new Float64Array(total) };
  for (const [row, { columns, weights }] of rows.entries())
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at] ?? 0;
      const place = next[column] ?? 0;
      next[column] = place + 1;
      turned.rows[place] = row;
      turned.weights[place] = weights[at] ?? 0;
    }
  return { offsets, ...turned };
}
