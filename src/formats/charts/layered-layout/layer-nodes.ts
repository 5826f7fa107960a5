/** A directed edge between positions in the list of nodes. */
export interface LayoutEdge {
  readonly from: number;
  readonly to: number;
}

/**
 * The edges without loops, those that close a cycle turned round: what is left has an order. The walk goes against the
 * edges from the first nodes on, so that what is nearer to them keeps its way to them.
 */
export function toAcyclicEdges(nodeCount: number, edges: readonly LayoutEdge[]): LayoutEdge[] {
  const place = toUpwardOrder(nodeCount, edges);
  return edges
    .filter(({ from, to }) => from !== to)
    .map((edge) =>
      (place[edge.from] ?? 0) > (place[edge.to] ?? 0) ? edge : { from: edge.to, to: edge.from },
    );
}

/** Place of every node in reversed post-order against the edges: of an edge that closes no cycle, `to` comes before `from`. */
function toUpwardOrder(nodeCount: number, edges: readonly LayoutEdge[]): number[] {
  const sources = Array.from({ length: nodeCount }, (): number[] => []);
  for (const { from, to } of edges) sources[to]?.push(from);
  const place = new Array<number>(nodeCount).fill(-1);
  const seen = new Array<boolean>(nodeCount).fill(false);
  let left = nodeCount;
  for (let start = 0; start < nodeCount; start++) {
    if (seen[start]) continue;
    seen[start] = true;
    const stack = [{ node: start, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const source = sources[top.node]?.[top.next++];
      if (source === undefined) {
        place[top.node] = --left;
        stack.pop();
      } else if (!seen[source]) {
        seen[source] = true;
        stack.push({ node: source, next: 0 });
      }
    }
  }
  return place;
}

/**
 * The layer of every node, 0 for those that nothing follows: one more than the highest layer that an edge of the node
 * leads to, so that a dataset stands beside what was made of it. The edges must have no cycle.
 */
export function toLayers(nodeCount: number, edges: readonly LayoutEdge[]): number[] {
  const sources = Array.from({ length: nodeCount }, (): number[] => []);
  const waiting = new Array<number>(nodeCount).fill(0);
  for (const { from, to } of edges) {
    sources[to]?.push(from);
    waiting[from] = (waiting[from] ?? 0) + 1;
  }
  const layers = new Array<number>(nodeCount).fill(0);
  const ready = waiting.flatMap((count, node) => (count === 0 ? [node] : []));
  for (const node of ready)
    for (const source of sources[node] ?? []) {
      layers[source] = Math.max(layers[source] ?? 0, (layers[node] ?? 0) + 1);
      waiting[source] = (waiting[source] ?? 0) - 1;
      if (waiting[source] === 0) ready.push(source);
    }
  return layers;
}
