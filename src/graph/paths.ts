import type { DatasetId, Edge, EvidencePath } from "../model/index.ts";
import { type CompactLineage, toCompactLineage } from "./compact/index.ts";
import type { LineageIndex } from "./lineage-index.ts";

/** A way through the graph in the direction of influence: the first edge leaves the oldest dataset. */
export interface LineagePath {
  readonly ids: readonly DatasetId[];
  readonly edges: readonly Edge[];
}

export interface FoundPaths {
  /** Shortest first; among equals the most certain first. */
  readonly paths: readonly LineagePath[];
  /** False when there are more paths than are listed. */
  readonly isComplete: boolean;
}

/** Steps after which a search gives up; only a graph that is dense with cycles gets there. */
const maxSteps = 200_000;

/** The shortest simple paths from an upstream to a downstream dataset. */
export function findPaths(
  index: LineageIndex,
  ends: { readonly from: DatasetId; readonly to: DatasetId },
  limit: number,
): FoundPaths {
  return createPathFinder(index, ends.to).findPaths(ends.from, limit);
}

/** Finds paths that end at one dataset. */
export interface PathFinder {
  /**
   * The shortest simple paths from a dataset, at most `limit`; for the end itself there is none. `isWanted` chooses
   * among the edges that they may begin with.
   */
  findPaths(from: DatasetId, limit: number, isWanted?: (first: Edge) => boolean): FoundPaths;
}

/**
 * Partial paths are taken in the order of the length they can still reach (an A* whose estimate is the true distance), the
 * longest partial first among equals. A dead end is never entered, so without cycles every path costs its own length.
 */
export function createPathFinder(index: LineageIndex, to: DatasetId): PathFinder {
  const lineage = toCompactLineage(index);
  const target = lineage.findNode(to);
  if (target === undefined) return { findPaths: () => ({ paths: [], isComplete: true }) };
  let distances: Int32Array | undefined;
  return {
    findPaths: (from, limit, isWanted = () => true) => {
      distances ??= measureDistances(lineage, target);
      return searchPaths({ index, lineage, target, distances, isWanted }, lineage.findNode(from), limit);
    },
  };
}

interface Search {
  readonly index: LineageIndex;
  readonly lineage: CompactLineage;
  readonly target: number;
  /** Shortest number of edges from every node to the target; -1 where there is no way. */
  readonly distances: Int32Array;
  readonly isWanted: (first: Edge) => boolean;
}

/** A way that has come as far as `node`; earlier steps hang on `previous`. */
interface Partial {
  readonly node: number;
  readonly length: number;
  readonly edge: Edge | null;
  readonly previous: Partial | null;
}

function searchPaths(search: Search, from: number | undefined, limit: number): FoundPaths {
  const frontier = createFrontier(search.distances);
  if (from !== undefined && from !== search.target)
    frontier.add([{ node: from, length: 0, edge: null, previous: null }]);
  const paths: LineagePath[] = [];
  for (let step = 0; step < maxSteps; step++) {
    const partial = frontier.takeShortest();
    if (partial === undefined) return { paths, isComplete: true };
    if (partial.node !== search.target) frontier.add(growPath(search, partial));
    else if (paths.length === limit) return { paths, isComplete: false };
    else paths.push(toLineagePath(search.lineage, partial));
  }
  return { paths, isComplete: false };
}

function measureDistances({ graph }: CompactLineage, target: number): Int32Array {
  const { offsets, targets } = graph.up;
  const distances = new Int32Array(graph.nodeCount).fill(-1);
  distances[target] = 0;
  const queue = [target];
  for (const node of queue) {
    const end = offsets[node + 1] ?? 0;
    for (let at = offsets[node] ?? 0; at < end; at++) {
      const upstream = targets[at] ?? 0;
      if (distances[upstream] !== -1) continue;
      distances[upstream] = (distances[node] ?? 0) + 1;
      queue.push(upstream);
    }
  }
  return distances;
}

/** The length a partial can reach never falls as it grows, so the shortest are found by going forward only. */
function createFrontier(distances: Int32Array) {
  const stacks: Partial[][] = [];
  let shortest = 0;
  return {
    add(partials: readonly Partial[]): void {
      for (const partial of partials.toReversed()) {
        const remaining = distances[partial.node] ?? -1;
        if (remaining === -1) continue;
        stacks[partial.length + remaining] ??= [];
        stacks[partial.length + remaining]?.push(partial);
      }
    },
    takeShortest(): Partial | undefined {
      for (; shortest < stacks.length; shortest++) {
        const partial = stacks[shortest]?.pop();
        if (partial !== undefined) return partial;
      }
      return undefined;
    },
  };
}

function growPath({ index, lineage, isWanted }: Search, partial: Partial): Partial[] {
  const next = new Map<number, Partial>();
  for (const edge of index.listEdges(lineage.toId(partial.node), "down")) {
    if (partial.previous === null && !isWanted(edge)) continue;
    const node = lineage.findNode(edge.downstream);
    if (node === undefined || next.has(node) || isVisited(lineage, partial, node)) continue;
    next.set(node, { node, length: partial.length + 1, edge, previous: partial });
  }
  return [...next.values()];
}

/** Only a cycle can lead back to where a way has been. */
function isVisited(lineage: CompactLineage, partial: Partial, node: number): boolean {
  if (node === partial.node) return true;
  if (!lineage.isOnCycle(node)) return false;
  for (let earlier: Partial | null = partial; earlier !== null; earlier = earlier.previous)
    if (earlier.node === node) return true;
  return false;
}

function toLineagePath(lineage: CompactLineage, end: Partial): LineagePath {
  const ids: DatasetId[] = [];
  const edges: Edge[] = [];
  for (let step: Partial | null = end; step !== null; step = step.previous) {
    ids.push(lineage.toId(step.node));
    if (step.edge !== null) edges.push(step.edge);
  }
  return { ids: ids.reverse(), edges: edges.reverse() };
}

/** The paths that a report lists for one pair of datasets. */
export interface ListedPaths {
  readonly paths: EvidencePath[];
  /** False when there are more paths than are listed. */
  readonly isComplete: boolean;
}

/** Edges that all the paths of one report may have together: chains can be long, and ancestors many. */
const maxListedEdges = 100_000;

/**
 * Lists paths for one report, at most `limit` per pair, and none once the report is full. The counts beside them do not
 * depend on it.
 */
export function createPathLister(limit: number) {
  let left = maxListedEdges;
  return (finder: PathFinder, from: DatasetId, isWanted?: (first: Edge) => boolean): ListedPaths => {
    if (left <= 0 || limit <= 0) return { paths: [], isComplete: false };
    const { paths, isComplete } = finder.findPaths(from, limit, isWanted);
    left -= paths.reduce((sum, { edges }) => sum + edges.length, 0);
    return { paths: paths.map(toEvidencePath), isComplete };
  };
}

/** A path as findings and reports name it. */
export function toEvidencePath({ ids, edges }: LineagePath): EvidencePath {
  return {
    ids: [...ids],
    steps: edges.map(({ upstream, downstream, relation, splits, status, confidence }) => ({
      upstream,
      downstream,
      relation,
      splits,
      status,
      confidence,
    })),
  };
}
