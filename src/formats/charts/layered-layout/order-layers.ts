import type { LayoutEdge } from "./layer-nodes.ts";

const sweeps = 12;

/** Neighbours of every node in the layers next to its own. */
export interface Neighbours {
  readonly above: readonly (readonly number[])[];
  readonly below: readonly (readonly number[])[];
}

export function toNeighbours(nodeCount: number, edges: readonly LayoutEdge[]): Neighbours {
  const above = Array.from({ length: nodeCount }, (): number[] => []);
  const below = Array.from({ length: nodeCount }, (): number[] => []);
  for (const { from, to } of edges) {
    below[from]?.push(to);
    above[to]?.push(from);
  }
  return { above, below };
}

/**
 * Orders the nodes of each layer by the mean place of their neighbours, back and forth, and keeps the order with the fewest
 * crossings. Edges join neighbouring layers only.
 */
export function orderLayers(layers: readonly (readonly number[])[], neighbours: Neighbours): number[][] {
  let current = layers.map((layer) => [...layer]);
  let best = current;
  let fewest = countCrossings(current, neighbours);
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    current = sweepLayers(current, sweep % 2 === 0 ? neighbours.below : neighbours.above, sweep % 2 === 1);
    const crossings = countCrossings(current, neighbours);
    if (crossings >= fewest) continue;
    best = current;
    fewest = crossings;
  }
  return best;
}

function sweepLayers(
  layers: readonly (readonly number[])[],
  neighbours: readonly (readonly number[])[],
  isDownward: boolean,
): number[][] {
  const places = new Map<number, number>();
  const visited = isDownward ? layers.toReversed() : layers;
  const ordered = visited.map((layer) => {
    const toMean = (node: number, place: number) => {
      const known = (neighbours[node] ?? []).flatMap((other) => places.get(other) ?? []);
      return known.length === 0 ? place : known.reduce((a, b) => a + b, 0) / known.length;
    };
    const sorted = layer
      .map((node, place) => ({ node, place, mean: toMean(node, place) }))
      .sort((a, b) => a.mean - b.mean || a.place - b.place)
      .map(({ node }) => node);
    for (const [place, node] of sorted.entries()) places.set(node, place);
    return sorted;
  });
  return isDownward ? ordered.reverse() : ordered;
}

/** Pairs of edges between neighbouring layers that cross each other. */
export function countCrossings(
  layers: readonly (readonly number[])[],
  { below }: Pick<Neighbours, "below">,
): number {
  let crossings = 0;
  for (const [at, layer] of layers.entries()) {
    if (at === 0) continue;
    const places = new Map((layers[at - 1] ?? []).map((node, place) => [node, place]));
    const ends = layer.flatMap((node) =>
      (below[node] ?? []).flatMap((other) => places.get(other) ?? []).sort((a, b) => a - b),
    );
    crossings += countInversions(ends, places.size);
  }
  return crossings;
}

/** Pairs that stand in the wrong order, counted with a Fenwick tree over the values 0 to `size` - 1. */
function countInversions(values: readonly number[], size: number): number {
  const tree = new Array<number>(size + 1).fill(0);
  let inversions = 0;
  for (const [seen, value] of values.entries()) {
    let notLarger = 0;
    for (let at = value + 1; at > 0; at -= at & -at) notLarger += tree[at] ?? 0;
    inversions += seen - notLarger;
    for (let at = value + 1; at <= size; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
  }
  return inversions;
}
