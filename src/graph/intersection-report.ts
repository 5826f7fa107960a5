import { z } from "zod";
import { DatasetId, EvidencePath, PathCount, StemmaError } from "../model/index.ts";
import { type CompactLineage, countPaths, toCompactLineage } from "./compact/index.ts";
import { listIntersections } from "./intersections.ts";
import type { LineageIndex } from "./lineage-index.ts";
import { createPathFinder, createPathLister, toEvidencePath } from "./paths.ts";

export const intersectionReportVersion = 1;

/** Where a dataset's ancestry meets itself (roots G5). */
export const IntersectionReport = z.object({
  schemaVersion: z.literal(intersectionReportVersion),
  target: DatasetId,
  ancestors: z.int(),
  /** Ancestors with two or more paths to the target: those at which paths part first, then by number of paths. */
  intersections: z.array(
    z.object({
      ancestor: DatasetId,
      /** Exact; a cycle counts as one dataset. */
      pathCount: PathCount,
      /** The ancestor's own direct downstreams that lead to the target; two or more where the paths part here. */
      through: z.array(DatasetId),
      paths: z.array(EvidencePath),
      /** False when there are more paths than are listed. */
      isComplete: z.boolean(),
    }),
  ),
  /** Direct upstreams that also come in through other direct upstreams: a superset included twice. */
  includedTwice: z.array(
    z.object({
      upstream: DatasetId,
      /** The other direct upstreams it is an ancestor of, with the shortest path into each. */
      within: z.array(z.object({ superset: DatasetId, path: EvidencePath })),
      pathCount: PathCount,
    }),
  ),
  /** Ancestors on a cycle, which blur the counts. */
  onCycle: z.array(DatasetId),
});
export type IntersectionReport = z.infer<typeof IntersectionReport>;

/**
 * Everything that reaches the target by two or more paths, at most `maxPaths` of each listed.
 *
 * @throws StemmaError `not-found` for a dataset that the graph does not have.
 */
export function toIntersectionReport(
  index: LineageIndex,
  target: DatasetId,
  maxPaths = 20,
): IntersectionReport {
  const lineage = toCompactLineage(index);
  const node = requireNode(lineage, target);
  const counts = countPaths(lineage.condensation, new Map([[lineage.toComponent(node), 1n]]), "up");
  const ancestors = index.listReachable(lineage.toId(node), "up").map((id) => requireNode(lineage, id));
  const toCount = (ancestor: number) => counts.get(lineage.toComponent(ancestor)) ?? 0n;
  const forks = new Map(
    listIntersections(index, lineage.toId(node)).map(({ ancestor, through }) => [
      lineage.findNode(ancestor),
      through,
    ]),
  );
  const finder = createPathFinder(index, lineage.toId(node));
  const listPaths = createPathLister(maxPaths);
  const isDirect = new Set(lineage.listNeighbours(node, "up"));
  return {
    schemaVersion: intersectionReportVersion,
    target: lineage.toId(node),
    ancestors: ancestors.length,
    intersections: ancestors
      .filter((ancestor) => toCount(ancestor) > 1n)
      .map((ancestor) => ({ ancestor, count: toCount(ancestor), through: forks.get(ancestor) ?? [] }))
      .sort(
        (a, b) =>
          Number(b.through.length > 1) - Number(a.through.length > 1) ||
          (a.count === b.count ? a.ancestor - b.ancestor : Number(b.count > a.count) * 2 - 1),
      )
      .map(({ ancestor, count, through }) => ({
        ancestor: lineage.toId(ancestor),
        pathCount: String(count),
        through: [...through],
        ...listPaths(finder, lineage.toId(ancestor)),
      })),
    includedTwice: ancestors
      .filter((ancestor) => isDirect.has(ancestor) && toCount(ancestor) > 1n)
      .sort((a, b) => a - b)
      .map((ancestor) => ({
        upstream: lineage.toId(ancestor),
        within: listSupersets(index, { lineage, ancestor, directs: isDirect }),
        pathCount: String(toCount(ancestor)),
      }))
      .filter(({ within }) => within.length > 0),
    onCycle: ancestors
      .filter((ancestor) => lineage.isOnCycle(ancestor))
      .map((ancestor) => lineage.toId(ancestor)),
  };
}

/** @throws StemmaError `not-found` for a dataset that the graph does not have. */
export function requireNode(lineage: CompactLineage, id: DatasetId): number {
  const node = lineage.findNode(id);
  if (node === undefined)
    throw new StemmaError("not-found", `${id} is not in the graph`, {
      hint: `trace it first: stemma trace ${id}`,
    });
  return node;
}

function listSupersets(
  index: LineageIndex,
  {
    lineage,
    ancestor,
    directs,
  }: {
    readonly lineage: CompactLineage;
    readonly ancestor: number;
    readonly directs: ReadonlySet<number>;
  },
) {
  return [...directs]
    .filter((superset) => superset !== ancestor)
    .flatMap((superset) => {
      const [path] = createPathFinder(index, lineage.toId(superset)).findPaths(
        lineage.toId(ancestor),
        1,
      ).paths;
      return path === undefined ? [] : [{ superset: lineage.toId(superset), path: toEvidencePath(path) }];
    });
}
