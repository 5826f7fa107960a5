import { compareText, type Dataset, type DatasetId, type Edge, toIdKey } from "../../model/index.ts";
import type { LineageIndex } from "../lineage-index.ts";
import { type CompactGraph, toCompactGraph } from "./compact-graph.ts";
import { type Condensation, toCondensation } from "./condensation.ts";

/**
 * A lineage graph as numbers. Nodes are the datasets and the ends of edges that are no dataset, in the order of their
 * ids, so that the lower number is the earlier id.
 */
export interface CompactLineage {
  readonly ids: readonly DatasetId[];
  readonly graph: CompactGraph;
  readonly condensation: Condensation;
  /** Any spelling of the id, aliases included. */
  findNode(id: DatasetId): number | undefined;
  findDataset(node: number): Dataset | undefined;
  /** The most certain edge between two nodes. */
  findEdge(upstream: number, downstream: number): Edge | undefined;
  listNeighbours(node: number, direction: "up" | "down"): Int32Array;
  toId(node: number): DatasetId;
  toComponent(node: number): number;
  isOnCycle(node: number): boolean;
}

const known = new WeakMap<LineageIndex, CompactLineage>();

/** The compact form of an indexed graph; made once per index. */
export function toCompactLineage(index: LineageIndex): CompactLineage {
  const made = known.get(index);
  if (made !== undefined) return made;
  const lineage = createLineage(index);
  known.set(index, lineage);
  return lineage;
}

function createLineage(index: LineageIndex): CompactLineage {
  const { edges } = index.graph;
  const ids = listIds(index);
  const nodes = new Map(ids.map((id, node) => [toIdKey(id), node]));
  const findNode = (id: DatasetId) => nodes.get(toIdKey(index.findDataset(id)?.id ?? id));
  const upstream = Int32Array.from(edges, (edge) => findNode(edge.upstream) ?? -1);
  const downstream = Int32Array.from(edges, (edge) => findNode(edge.downstream) ?? -1);
  const graph = toCompactGraph({ nodeCount: ids.length, upstream, downstream });
  const condensation = toCondensation(graph);
  const pairs = toBestEdges(edges, (edge) => (upstream[edge] ?? 0) * ids.length + (downstream[edge] ?? 0));
  const toComponent = (node: number) => condensation.componentOf[node] ?? node;
  return {
    ids,
    graph,
    condensation,
    findNode,
    findDataset: (node) => index.findDataset(ids[node] ?? ""),
    findEdge: (from, to) => pairs.get(from * ids.length + to),
    listNeighbours: (node, direction) => {
      const { offsets, targets } = graph[direction];
      return targets.subarray(offsets[node] ?? 0, offsets[node + 1] ?? 0);
    },
    toId: (node) => ids[node] ?? "",
    toComponent,
    isOnCycle: (node) => (condensation.sizes?.[toComponent(node)] ?? 1) > 1,
  };
}

function listIds(index: LineageIndex): DatasetId[] {
  const ids = new Map<string, DatasetId>();
  for (const { id } of index.graph.datasets) ids.set(toIdKey(id), id);
  for (const edge of index.graph.edges)
    for (const end of [edge.upstream, edge.downstream]) {
      const id = index.findDataset(end)?.id ?? end;
      const key = toIdKey(id);
      if (!ids.has(key)) ids.set(key, id);
    }
  return [...ids].sort(([a], [b]) => compareText(a, b)).map(([, id]) => id);
}

function toBestEdges(edges: readonly Edge[], toPair: (edge: number) => number): Map<number, Edge> {
  const best = new Map<number, Edge>();
  for (const [position, edge] of edges.entries()) {
    const pair = toPair(position);
    const other = best.get(pair);
    if (other === undefined || isMoreCertain(edge, other)) best.set(pair, edge);
  }
  return best;
}

function isMoreCertain(edge: Edge, other: Edge): boolean {
  const isAccepted = edge.status === "accepted";
  if (isAccepted !== (other.status === "accepted")) return isAccepted;
  return edge.confidence > other.confidence;
}
