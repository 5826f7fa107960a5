import type { CompactGraph } from "./compact-graph.ts";

/** Nodes with every one after all of its upstreams; undefined when the graph has a cycle. Linear (Kahn 1962). */
export function findTopologicalOrder({ nodeCount, up, down }: CompactGraph): Int32Array | undefined {
  const waiting = new Int32Array(nodeCount);
  const order = new Int32Array(nodeCount);
  let found = 0;
  for (let node = 0; node < nodeCount; node++) {
    waiting[node] = (up.offsets[node + 1] ?? 0) - (up.offsets[node] ?? 0);
    if (waiting[node] === 0) order[found++] = node;
  }
  for (let taken = 0; taken < found; taken++) {
    const node = order[taken] ?? 0;
    const end = down.offsets[node + 1] ?? 0;
    for (let at = down.offsets[node] ?? 0; at < end; at++) {
      const next = down.targets[at] ?? 0;
      const left = (waiting[next] ?? 0) - 1;
      waiting[next] = left;
      if (left === 0) order[found++] = next;
    }
  }
  return found === nodeCount ? order : undefined;
}
