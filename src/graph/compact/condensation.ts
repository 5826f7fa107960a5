import { type CompactGraph, toCompactGraph } from "./compact-graph.ts";
import { findTopologicalOrder } from "./topological-order.ts";

/**
 * A graph in which every cycle (strongly connected component) has become one node. Without cycles it is the graph itself
 * and components are nodes.
 */
export interface Condensation {
  readonly graph: CompactGraph;
  readonly isAcyclic: boolean;
  /** Node to component. */
  readonly componentOf: Int32Array;
  /** Component to its number of nodes; null without cycles, where each has one. */
  readonly sizes: Int32Array | null;
  /** Components, every one after all of its upstreams. */
  readonly order: Int32Array;
}

/** Condenses the cycles of a graph; linear, without recursion. */
export function toCondensation(graph: CompactGraph): Condensation {
  const order = findTopologicalOrder(graph);
  if (order !== undefined) {
    const componentOf = Int32Array.from({ length: graph.nodeCount }, (_, node) => node);
    return { graph, isAcyclic: true, componentOf, sizes: null, order };
  }
  const { componentOf, componentCount } = findComponents(graph);
  const sizes = new Int32Array(componentCount);
  for (const component of componentOf) sizes[component] = (sizes[component] ?? 0) + 1;
  const condensed = toCompactGraph({ nodeCount: componentCount, ...mapEdges(graph, componentOf) });
  const rising = Int32Array.from({ length: componentCount }, (_, component) => component);
  return { graph: condensed, isAcyclic: false, componentOf, sizes, order: rising };
}

function mapEdges({ down, nodeCount, edgeCount }: CompactGraph, componentOf: Int32Array) {
  const upstream = new Int32Array(edgeCount);
  const downstream = new Int32Array(edgeCount);
  for (let node = 0; node < nodeCount; node++) {
    const end = down.offsets[node + 1] ?? 0;
    for (let at = down.offsets[node] ?? 0; at < end; at++) {
      upstream[at] = componentOf[node] ?? 0;
      downstream[at] = componentOf[down.targets[at] ?? 0] ?? 0;
    }
  }
  return { upstream, downstream };
}

/**
 * Strongly connected components (Tarjan 1972, with a stack of its own). They are numbered in topological order: an
 * edge between two leads from the lower to the higher number.
 */
export function findComponents(graph: CompactGraph): { componentOf: Int32Array; componentCount: number } {
  const { nodeCount } = graph;
  const search: ComponentSearch = {
    graph,
    visitOf: new Int32Array(nodeCount),
    lowest: new Int32Array(nodeCount),
    nextEdge: graph.down.offsets.slice(0, nodeCount),
    componentOf: new Int32Array(nodeCount).fill(-1),
    open: new Int32Array(nodeCount),
    trail: new Int32Array(nodeCount),
    openCount: 0,
    visitCount: 0,
    componentCount: 0,
  };
  for (let node = 0; node < nodeCount; node++) if (search.visitOf[node] === 0) searchFrom(search, node);
  const { componentOf, componentCount } = search;
  for (let node = 0; node < nodeCount; node++)
    componentOf[node] = componentCount - 1 - (componentOf[node] ?? 0);
  return { componentOf, componentCount };
}

interface ComponentSearch {
  readonly graph: CompactGraph;
  /** Position in the order of visits, from 1; 0 for a node not visited yet. */
  readonly visitOf: Int32Array;
  readonly lowest: Int32Array;
  readonly nextEdge: Int32Array;
  readonly componentOf: Int32Array;
  /** Visited nodes whose component is not known yet. */
  readonly open: Int32Array;
  /** The way from the start of the search to the node it is at. */
  readonly trail: Int32Array;
  openCount: number;
  visitCount: number;
  componentCount: number;
}

function searchFrom(search: ComponentSearch, start: number): void {
  const { graph, lowest, nextEdge, trail, visitOf, componentOf } = search;
  let height = visit(search, start, 0);
  while (height > 0) {
    const node = trail[height - 1] ?? 0;
    const at = nextEdge[node] ?? 0;
    if (at === graph.down.offsets[node + 1]) {
      height -= 1;
      leave(search, node);
      if (height > 0) lower(lowest, trail[height - 1] ?? 0, lowest[node] ?? 0);
      continue;
    }
    nextEdge[node] = at + 1;
    const next = graph.down.targets[at] ?? 0;
    if (visitOf[next] === 0) height = visit(search, next, height);
    else if (componentOf[next] === -1) lower(lowest, node, visitOf[next] ?? 0);
  }
}

function visit(search: ComponentSearch, node: number, height: number): number {
  search.visitCount += 1;
  search.visitOf[node] = search.visitCount;
  search.lowest[node] = search.visitCount;
  search.open[search.openCount] = node;
  search.openCount += 1;
  search.trail[height] = node;
  return height + 1;
}

/** Closes the component whose first visited node this is, if it is one. */
function leave(search: ComponentSearch, node: number): void {
  if (search.lowest[node] !== search.visitOf[node]) return;
  for (let member = -1; member !== node; ) {
    search.openCount -= 1;
    member = search.open[search.openCount] ?? node;
    search.componentOf[member] = search.componentCount;
  }
  search.componentCount += 1;
}

function lower(values: Int32Array, at: number, value: number): void {
  if (value < (values[at] ?? 0)) values[at] = value;
}
