import { StemmaError } from "../../model/index.ts";

/** Neighbours of node v: `targets[offsets[v]]` up to `targets[offsets[v + 1] - 1]`, in rising order. */
export interface Adjacency {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

/** Nodes are 0 to `nodeCount - 1`; edge i goes from `upstream[i]` to `downstream[i]`. */
export interface EdgeList {
  readonly nodeCount: number;
  readonly upstream: Int32Array;
  readonly downstream: Int32Array;
}

/** A graph in compressed sparse rows, both directions. Every pair once, no edge from a node to itself. */
export interface CompactGraph {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Edges left out because they repeat one that is in, or lead to where they start. */
  readonly repeatedCount: number;
  readonly selfLoopCount: number;
  readonly up: Adjacency;
  readonly down: Adjacency;
}

/**
 * Builds the rows in linear time: three counting sorts.
 *
 * @throws StemmaError `corrupt` for lists of unequal length or a node out of range.
 */
export function toCompactGraph(edges: EdgeList): CompactGraph {
  checkEdges(edges);
  const { nodeCount, upstream, downstream } = edges;
  const raw = toRows(edges);
  const { rows: up, repeatedCount } = dropRepeated(transpose(raw, nodeCount), nodeCount);
  const down = transpose(up, nodeCount);
  const edgeCount = up.targets.length;
  const selfLoopCount = upstream.length - edgeCount - repeatedCount;
  return { nodeCount, edgeCount, repeatedCount, selfLoopCount, up, down };

  function toRows({ nodeCount: count }: EdgeList): Adjacency {
    const offsets = new Int32Array(count + 1);
    for (let edge = 0; edge < upstream.length; edge++)
      if (upstream[edge] !== downstream[edge]) increment(offsets, (upstream[edge] ?? 0) + 1);
    accumulate(offsets);
    const targets = new Int32Array(offsets[count] ?? 0);
    const next = offsets.slice(0, count);
    for (let edge = 0; edge < upstream.length; edge++)
      if (upstream[edge] !== downstream[edge])
        targets[increment(next, upstream[edge] ?? 0)] = downstream[edge] ?? 0;
    return { offsets, targets };
  }
}

function checkEdges({ nodeCount, upstream, downstream }: EdgeList): void {
  if (upstream.length !== downstream.length)
    throw new StemmaError("corrupt", `${upstream.length} upstream ends, ${downstream.length} downstream`);
  for (const ends of [upstream, downstream])
    for (let edge = 0; edge < ends.length; edge++) {
      const node = ends[edge] ?? -1;
      if (node < 0 || node >= nodeCount)
        throw new StemmaError("corrupt", `edge ${edge} names node ${node} of ${nodeCount}`);
    }
}

/** Raises one counter and gives its value from before. */
function increment(counters: Int32Array, at: number): number {
  const before = counters[at] ?? 0;
  counters[at] = before + 1;
  return before;
}

function accumulate(offsets: Int32Array): void {
  let sum = 0;
  for (let at = 0; at < offsets.length; at++) {
    sum += offsets[at] ?? 0;
    offsets[at] = sum;
  }
}

/** Turns every edge round; the new rows are sorted because the old ones are read in rising order. */
function transpose({ offsets, targets }: Adjacency, nodeCount: number): Adjacency {
  const turnedOffsets = new Int32Array(nodeCount + 1);
  for (let at = 0; at < targets.length; at++) increment(turnedOffsets, (targets[at] ?? 0) + 1);
  accumulate(turnedOffsets);
  const turned = new Int32Array(targets.length);
  const next = turnedOffsets.slice(0, nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const end = offsets[node + 1] ?? 0;
    for (let at = offsets[node] ?? 0; at < end; at++) turned[increment(next, targets[at] ?? 0)] = node;
  }
  return { offsets: turnedOffsets, targets: turned };
}

function dropRepeated(sorted: Adjacency, nodeCount: number): { rows: Adjacency; repeatedCount: number } {
  const offsets = new Int32Array(nodeCount + 1);
  const targets = sorted.targets;
  let kept = 0;
  for (let node = 0; node < nodeCount; node++) {
    const end = sorted.offsets[node + 1] ?? 0;
    let last = -1;
    for (let at = sorted.offsets[node] ?? 0; at < end; at++) {
      const target = targets[at] ?? 0;
      if (target !== last) targets[kept++] = target;
      last = target;
    }
    offsets[node + 1] = kept;
  }
  const repeatedCount = targets.length - kept;
  return {
    rows: { offsets, targets: repeatedCount === 0 ? targets : targets.slice(0, kept) },
    repeatedCount,
  };
}
