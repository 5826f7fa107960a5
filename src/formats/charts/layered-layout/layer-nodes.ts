/** A directed edge between positions in the list of nodes. */
export interface LayoutEdge {
  readonly from: number;
  readonly to: number;
}

/** The edges without loops, those that close a cycle turned round: what is left has an order. */
export function toAcyclicEdges(nodeCount: number, edges: readonly LayoutEdge[]): LayoutEdge[] {
  const place = toDepthFirstOrder(nodeCount, edges);
  return edges
    .filter(({ from, to }) => from !== to)
    .map((edge) =>
      (place[edge.from] ?? 0) < (place[edge.to] ?? 0) ? edge : { from: edge.to, to: edge.from },
    );
}

/** Place of every node in reversed post-order, in which every edge that closes no cycle goes forward. */
function toDepthFirstOrder(nodeCount: number, edges: readonly LayoutEdge[]): number[] {
  const targets = Array.from({ length: nodeCount }, (): number[] => []);
  for (const { from, to } of edges) targets[from]?.push(to);
  const place = new Array<number>(nodeCount).fill(-1);
  const seen = new Array<boolean>(nodeCount).fill(false);
  let left = nodeCount;
  for (let start = 0; start < nodeCount; start++) {
    if (seen[start]) continue;
    seen[start] = true;
    const stack = [{ node: start, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const target = targets[top.node]?.[top.next++];
      if (target === undefined) {
        place[top.node] = --left;
        stack.pop();
      } else if (!seen[target]) {
        seen[target] = true;
        stack.push({ node: target, next: 0 });
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
