import { type DatasetId, type Edge, toIdKey } from "../model/index.ts";
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

/**
 * The shortest simple paths from an upstream to a downstream dataset. Partial paths are taken in the order of the
 * length they can still reach (an A* whose estimate is the true distance), the longest partial first among equals.
 */
export function findPaths(
  index: LineageIndex,
  ends: { readonly from: DatasetId; readonly to: DatasetId },
  limit: number,
): FoundPaths {
  const from = index.findDataset(ends.from)?.id ?? ends.from;
  const to = index.findDataset(ends.to)?.id ?? ends.to;
  const distances = measureDistances(index, to);
  const toLength = (path: LineagePath) => {
    const remaining = distances.get(toIdKey(path.ids.at(-1) ?? from));
    return remaining === undefined ? undefined : path.edges.length + remaining;
  };
  const frontier = createFrontier(toLength);
  if (toIdKey(from) !== toIdKey(to)) frontier.add([{ ids: [from], edges: [] }]);
  const paths: LineagePath[] = [];
  for (let step = 0; step < maxSteps; step++) {
    const path = frontier.takeShortest();
    if (path === undefined) return { paths, isComplete: true };
    if (toIdKey(path.ids.at(-1) ?? from) !== toIdKey(to)) frontier.add(growPath(index, path));
    else if (paths.length === limit) return { paths, isComplete: false };
    else paths.push(path);
  }
  return { paths, isComplete: false };
}

/** Shortest number of edges from every ancestor to the target. */
function measureDistances(index: LineageIndex, target: DatasetId): Map<string, number> {
  const distances = new Map([[toIdKey(target), 0]]);
  const queue: DatasetId[] = [target];
  for (const current of queue) {
    const distance = distances.get(toIdKey(current)) ?? 0;
    for (const { upstream } of index.listEdges(current, "up")) {
      if (distances.has(toIdKey(upstream))) continue;
      distances.set(toIdKey(upstream), distance + 1);
      queue.push(upstream);
    }
  }
  return distances;
}

function createFrontier(toLength: (path: LineagePath) => number | undefined) {
  const stacks: LineagePath[][] = [];
  return {
    add(paths: readonly LineagePath[]): void {
      for (const path of paths.toReversed()) {
        const length = toLength(path);
        if (length === undefined) continue;
        stacks[length] ??= [];
        stacks[length].push(path);
      }
    },
    takeShortest(): LineagePath | undefined {
      return stacks.find((stack) => stack !== undefined && stack.length > 0)?.pop();
    },
  };
}

function growPath(index: LineageIndex, path: LineagePath): LineagePath[] {
  const head = path.ids.at(-1);
  if (head === undefined) return [];
  const visited = new Set(path.ids.map(toIdKey));
  return index
    .listEdges(head, "down")
    .filter((edge) => !visited.has(toIdKey(edge.downstream)))
    .map((edge) => ({ ids: [...path.ids, edge.downstream], edges: [...path.edges, edge] }));
}
