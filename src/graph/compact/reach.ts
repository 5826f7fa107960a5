import type { CompactGraph } from "./compact-graph.ts";
import type { Condensation } from "./condensation.ts";

/** Nodes that the starts lead to in the direction, the starts included, nearest first, each once. */
export function listReached(
  graph: CompactGraph,
  starts: readonly number[],
  direction: "up" | "down",
): Int32Array {
  const { offsets, targets } = graph[direction];
  const seen = new Uint8Array(graph.nodeCount);
  const reached: number[] = [];
  const add = (node: number) => {
    if (seen[node] === 1) return;
    seen[node] = 1;
    reached.push(node);
  };
  for (const start of starts) add(start);
  for (let next = 0; next < reached.length; next++) {
    const node = reached[next] ?? 0;
    const end = offsets[node + 1] ?? 0;
    for (let at = offsets[node] ?? 0; at < end; at++) add(targets[at] ?? 0);
  }
  return Int32Array.from(reached);
}

/**
 * The exact number of paths of the condensed graph between one component and every one it reaches; each start has its
 * own number of ways in. Components that are not reached have no entry.
 */
export function countPaths(
  condensation: Condensation,
  starts: ReadonlyMap<number, bigint>,
  direction: "up" | "down",
): Map<number, bigint> {
  const { graph, positions } = withPositions(condensation);
  const forward = direction === "down" ? 1 : -1;
  const reached = listReached(graph, [...starts.keys()], direction).sort(
    (a, b) => forward * ((positions[a] ?? 0) - (positions[b] ?? 0)),
  );
  const counts = new Map(starts);
  const { offsets, targets } = graph[direction];
  for (const component of reached) {
    const count = counts.get(component) ?? 0n;
    const end = offsets[component + 1] ?? 0;
    for (let at = offsets[component] ?? 0; at < end; at++) {
      const next = targets[at] ?? 0;
      counts.set(next, (counts.get(next) ?? 0n) + count);
    }
  }
  return counts;
}

const knownPositions = new WeakMap<Condensation, Int32Array>();

/** Where each component stands in the topological order; worked out once per condensation, which never changes. */
function withPositions(condensation: Condensation) {
  let positions = knownPositions.get(condensation);
  if (positions === undefined) {
    positions = new Int32Array(condensation.order.length);
    for (const [position, component] of condensation.order.entries()) positions[component] = position;
    knownPositions.set(condensation, positions);
  }
  return { graph: condensation.graph, positions };
}
