import type { CompactGraph } from "./compact-graph.ts";
import { toCondensation } from "./condensation.ts";

export interface AncestryMeasures {
  /** Number of edges on the longest way up from each node, a cycle being one node (DESIGN 3, "depth"). */
  readonly depths: Int32Array;
  /** How many paths reach each node from nodes without upstream: exact up to 2^53, above it rounded, infinite from 2^1024 on. A root has one: itself. */
  readonly pathCounts: Float64Array;
  /** Nodes whose path count is rounded or infinite. */
  readonly inexactCount: number;
}

/** Sums of non-negative doubles only ever grow, so a sum that ends at or below this was never rounded. */
const largestExact = 2 ** 53;

/**
 * Longest path and number of paths from the roots, for every node, in one pass from the roots down. In a graph with cycles
 * each cycle counts as one node, and the edges between the same two as one edge.
 */
export function measureAncestry(graph: CompactGraph): AncestryMeasures {
  const direct = findMeasures(graph);
  if (direct !== undefined) return direct;
  const { graph: condensed, componentOf } = toCondensation(graph);
  const measures = findMeasures(condensed);
  const depths = componentOf.map((component) => measures?.depths[component] ?? 0);
  const pathCounts = Float64Array.from(componentOf, (component) => measures?.pathCounts[component] ?? 0);
  return { depths, pathCounts, inexactCount: countInexact(pathCounts) };
}

/**
 * What is kept of one node, side by side so that a step touches one cache line: two slots of 8 bytes, the first the
 * path count, the second the number of upstreams still to come and the depth.
 */
const slots = 2;
const words = 4;
const waitingWord = 2;
const depthWord = 3;

/** Undefined when a cycle keeps nodes from being reached. */
function findMeasures({ nodeCount, up, down }: CompactGraph): AncestryMeasures | undefined {
  const counts = new Float64Array(nodeCount * slots);
  const state = new Int32Array(counts.buffer);
  const order = new Int32Array(nodeCount);
  let found = 0;
  for (let node = 0; node < nodeCount; node++) {
    const waiting = (up.offsets[node + 1] ?? 0) - (up.offsets[node] ?? 0);
    state[node * words + waitingWord] = waiting;
    if (waiting > 0) continue;
    counts[node * slots] = 1;
    order[found++] = node;
  }
  for (let taken = 0; taken < found; taken++) {
    const node = order[taken] ?? 0;
    const count = counts[node * slots] ?? 0;
    const below = (state[node * words + depthWord] ?? 0) + 1;
    const end = down.offsets[node + 1] ?? 0;
    for (let at = down.offsets[node] ?? 0; at < end; at++) {
      const next = down.targets[at] ?? 0;
      const base = next * words;
      counts[next * slots] = (counts[next * slots] ?? 0) + count;
      if (below > (state[base + depthWord] ?? 0)) state[base + depthWord] = below;
      const waiting = (state[base + waitingWord] ?? 0) - 1;
      state[base + waitingWord] = waiting;
      if (waiting === 0) order[found++] = next;
    }
  }
  return found === nodeCount ? unpack(counts, state, nodeCount) : undefined;
}

function unpack(counts: Float64Array, state: Int32Array, nodeCount: number): AncestryMeasures {
  const depths = new Int32Array(nodeCount);
  const pathCounts = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    depths[node] = state[node * words + depthWord] ?? 0;
    pathCounts[node] = counts[node * slots] ?? 0;
  }
  return { depths, pathCounts, inexactCount: countInexact(pathCounts) };
}

function countInexact(pathCounts: Float64Array): number {
  let inexactCount = 0;
  for (let node = 0; node < pathCounts.length; node++)
    if ((pathCounts[node] ?? 0) > largestExact) inexactCount += 1;
  return inexactCount;
}
