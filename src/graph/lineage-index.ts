import {
  compareIds,
  type Dataset,
  type DatasetId,
  type Edge,
  isSameDataset,
  type LineageGraph,
  toIdKey,
} from "../model/index.ts";

export type Direction = "up" | "down";

/** A lineage graph with look-ups by id. Ids are compared by key (case-folded); aliases lead to their dataset. */
export interface LineageIndex {
  readonly graph: LineageGraph;
  findDataset(id: DatasetId): Dataset | undefined;
  /** Edges whose downstream (`up`) or upstream (`down`) is the dataset, most certain first. */
  listEdges(id: DatasetId, direction: Direction): readonly Edge[];
  /** Ids in the direction given, nearest first, each once, the start left out. */
  listReachable(id: DatasetId, direction: Direction): readonly DatasetId[];
}

export function toLineageIndex(graph: LineageGraph): LineageIndex {
  const datasets = new Map<string, Dataset>();
  for (const dataset of graph.datasets)
    for (const alias of dataset.aliases) datasets.set(toIdKey(alias), dataset);
  for (const dataset of graph.datasets) datasets.set(toIdKey(dataset.id), dataset);
  const toKey = (id: DatasetId) => toIdKey(datasets.get(toIdKey(id))?.id ?? id);
  const upward = groupEdges(graph.edges, (edge) => toKey(edge.downstream));
  const downward = groupEdges(graph.edges, (edge) => toKey(edge.upstream));
  const listEdges = (id: DatasetId, direction: Direction) =>
    (direction === "up" ? upward : downward).get(toKey(id)) ?? [];
  return {
    graph,
    findDataset: (id) => datasets.get(toIdKey(id)),
    listEdges,
    listReachable: (id, direction) => listReachable(id, direction, listEdges),
  };
}

/** The end of the edge that lies in the direction: its upstream when going up. */
export function toFarEnd(edge: Edge, direction: Direction): DatasetId {
  return direction === "up" ? edge.upstream : edge.downstream;
}

function groupEdges(edges: readonly Edge[], toKey: (edge: Edge) => string): Map<string, Edge[]> {
  const groups = Map.groupBy(edges, toKey);
  for (const group of groups.values()) group.sort(compareEdges);
  return groups;
}

function compareEdges(a: Edge, b: Edge): number {
  return (
    Number(a.status !== "accepted") - Number(b.status !== "accepted") ||
    b.confidence - a.confidence ||
    compareIds(a.upstream, b.upstream) ||
    compareIds(a.downstream, b.downstream)
  );
}

function listReachable(
  start: DatasetId,
  direction: Direction,
  listEdges: LineageIndex["listEdges"],
): DatasetId[] {
  const seen = new Set([toIdKey(start)]);
  const reached: DatasetId[] = [];
  const queue: DatasetId[] = [start];
  for (let next = 0; next < queue.length; next++) {
    const current = queue[next];
    if (current === undefined) break;
    for (const edge of listEdges(current, direction)) {
      const far = toFarEnd(edge, direction);
      if (seen.has(toIdKey(far))) continue;
      seen.add(toIdKey(far));
      queue.push(far);
      reached.push(far);
    }
  }
  return reached;
}

/** The part of a graph that the given datasets and everything upstream of them make up; order is kept. */
export function toAncestry(graph: LineageGraph, ids: readonly DatasetId[]): LineageGraph {
  return toNeighbourhood(graph, ids, "up");
}

/** The same for everything downstream of them, or for both ways; of what is downstream only the edges in between. */
export function toNeighbourhood(
  graph: LineageGraph,
  ids: readonly DatasetId[],
  direction: Direction | "both",
): LineageGraph {
  const index = toLineageIndex(graph);
  const kept = new Set<string>();
  const directions: readonly Direction[] = direction === "both" ? ["up", "down"] : [direction];
  for (const id of ids) {
    const start = index.findDataset(id)?.id ?? id;
    kept.add(toIdKey(start));
    for (const each of directions)
      for (const reached of index.listReachable(start, each)) kept.add(toIdKey(reached));
  }
  const isKept = (id: DatasetId) => kept.has(toIdKey(id));
  const isInside = ({ upstream, downstream }: Edge) =>
    isKept(downstream) && (direction === "up" || isKept(upstream));
  return {
    ...graph,
    seeds: graph.seeds.filter((seed) =>
      ids.some((id) => isSameDataset(index.findDataset(id)?.id ?? id, seed)),
    ),
    datasets: graph.datasets.filter((dataset) => isKept(dataset.id)),
    edges: graph.edges.filter(isInside),
    rejected: graph.rejected.filter(isInside),
  };
}
