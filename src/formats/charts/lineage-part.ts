import { type Dataset, type DatasetId, type Edge, type LineageGraph, toIdKey } from "../../model/index.ts";

/** Upstream datasets of one dataset that are shown as one, since there are too many of them. */
export interface SiblingGroup {
  readonly downstream: DatasetId;
  readonly edges: readonly Edge[];
}

/** The part of an ancestry that fits a drawing. */
export interface LineagePart {
  readonly target: DatasetId;
  /** Target first, then by distance; with each what of its own upstreams is beyond the part. */
  readonly nodes: readonly {
    readonly id: DatasetId;
    readonly dataset: Dataset | undefined;
    readonly hiddenUpstreams: number;
  }[];
  readonly edges: readonly Edge[];
  readonly groups: readonly SiblingGroup[];
}

export interface LineagePartLimits {
  /** Edges between the target and the farthest dataset shown. */
  readonly maxDistance: number;
  /** Upstreams of one dataset shown one by one. */
  readonly maxSiblings: number;
  readonly maxNodes: number;
}

/** Finds parts of one graph, which is read once. */
export function createPartFinder(graph: LineageGraph): {
  readonly findDataset: (id: DatasetId) => Dataset | undefined;
  readonly toPart: (target: DatasetId, limits: LineagePartLimits) => LineagePart;
} {
  const datasets = new Map(graph.datasets.map((dataset) => [toIdKey(dataset.id), dataset]));
  const upward = Map.groupBy(graph.edges, ({ downstream }) => toIdKey(downstream));
  const findDataset = (id: DatasetId) => datasets.get(toIdKey(id));
  return { findDataset, toPart: (target, limits) => toPart({ target, findDataset, upward }, limits) };
}

interface Ancestry {
  readonly target: DatasetId;
  readonly findDataset: (id: DatasetId) => Dataset | undefined;
  readonly upward: ReadonlyMap<string, readonly Edge[]>;
}

function toPart({ target, findDataset, upward }: Ancestry, limits: LineagePartLimits): LineagePart {
  const listUpstreams = (id: DatasetId) => upward.get(toIdKey(id)) ?? [];
  const shown = new Map([[toIdKey(target), { id: target, distance: 0 }]]);
  const grouped = new Map<string, Set<string>>();
  for (const { id, distance } of shown.values()) {
    if (distance === limits.maxDistance) continue;
    const fresh = listUpstreams(id).filter(({ upstream }) => !shown.has(toIdKey(upstream)));
    const room = toRoom(fresh.length, limits.maxNodes - shown.size, limits.maxSiblings);
    const sorted = fresh.toSorted((a, b) => toWeight(b, upward) - toWeight(a, upward));
    for (const { upstream } of sorted.slice(0, room))
      shown.set(toIdKey(upstream), { id: upstream, distance: distance + 1 });
    grouped.set(toIdKey(id), new Set(sorted.slice(room).map(({ upstream }) => toIdKey(upstream))));
  }
  const inside = [...shown.values()].flatMap(({ id, distance }) =>
    listUpstreams(id).map((edge) => ({ edge, isBoundary: distance === limits.maxDistance })),
  );
  const isShown = ({ upstream }: Edge) => shown.has(toIdKey(upstream));
  const isGrouped = (edge: Edge) =>
    grouped.get(toIdKey(edge.downstream))?.has(toIdKey(edge.upstream)) === true && !isShown(edge);
  return {
    target,
    nodes: [...shown.values()].map(({ id }) => ({
      id,
      dataset: findDataset(id),
      hiddenUpstreams: listUpstreams(id).filter((edge) => !isShown(edge) && !isGrouped(edge)).length,
    })),
    edges: inside.flatMap(({ edge }) => (isShown(edge) ? [edge] : [])),
    groups: [...shown.values()].flatMap(({ id }) => {
      const edges = listUpstreams(id).filter(isGrouped);
      return edges.length === 0 ? [] : [{ downstream: id, edges }];
    }),
  };
}

/** How many of the siblings are shown; the rest, at least two, makes a group. */
function toRoom(siblings: number, nodesLeft: number, maxSiblings: number): number {
  if (siblings <= Math.min(maxSiblings, nodesLeft)) return siblings;
  return Math.max(0, Math.min(maxSiblings, nodesLeft, siblings) - 1);
}

/** Datasets with a lineage of their own are shown first, then the more certain edges. */
function toWeight(edge: Edge, upward: ReadonlyMap<string, readonly Edge[]>): number {
  return (
    (upward.has(toIdKey(edge.upstream)) ? 2 : 0) + Number(edge.status === "accepted") + edge.confidence / 2
  );
}
