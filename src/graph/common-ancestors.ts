import { z } from "zod";
import { DatasetId, EvidencePath, PathCount, StemmaError } from "../model/index.ts";
import { type CompactLineage, countPaths, toCompactLineage } from "./compact/index.ts";
import { requireNode } from "./intersection-report.ts";
import type { LineageIndex } from "./lineage-index.ts";
import { createPathFinder, type PathFinder, toEvidencePath } from "./paths.ts";

/** A dataset that reaches two or more of those asked about. */
export const CommonAncestor = z.object({
  ancestor: DatasetId,
  /** The datasets it reaches or is, in the order asked. */
  reaches: z.array(
    z.object({
      dataset: DatasetId,
      pathCount: PathCount,
      paths: z.array(EvidencePath),
      /** False when there are more paths than are listed. */
      isComplete: z.boolean(),
    }),
  ),
  /** True when nothing downstream of it reaches as many of them: here they meet. */
  isNearest: z.boolean(),
});
export type CommonAncestor = z.infer<typeof CommonAncestor>;

export const CommonAncestors = z.object({
  schemaVersion: z.literal(1),
  datasets: z.array(DatasetId),
  /** Those shared by the most datasets first, then where they meet, then by id. */
  ancestors: z.array(CommonAncestor),
});
export type CommonAncestors = z.infer<typeof CommonAncestors>;

/**
 * What two or more datasets have in common, with the paths from it to each of them. One of the datasets counts as
 * common when it lies upstream of another; its path to itself is the id alone.
 *
 * @throws StemmaError `not-found` for a dataset that the graph does not have, `usage` for fewer than two.
 */
export function toCommonAncestors(
  index: LineageIndex,
  ids: readonly DatasetId[],
  maxPaths = 5,
): CommonAncestors {
  const lineage = toCompactLineage(index);
  const nodes = [...new Set(ids.map((id) => requireNode(lineage, id)))];
  if (nodes.length < 2)
    throw new StemmaError("usage", "common ancestors need two different datasets", {
      hint: "name at least two datasets",
    });
  const targets = nodes.map((node) => ({
    node,
    counts: countPaths(lineage.condensation, new Map([[lineage.toComponent(node), 1n]]), "up"),
    finder: createPathFinder(index, lineage.toId(node)),
  }));
  const reached = (node: number) => targets.filter(({ counts }) => counts.has(lineage.toComponent(node)));
  const sizes = Int32Array.from(lineage.ids.keys(), (node) => reached(node).length);
  const isNearest = (node: number) =>
    !lineage
      .listNeighbours(node, "down")
      .some(
        (next) =>
          lineage.toComponent(next) !== lineage.toComponent(node) && (sizes[next] ?? 0) >= (sizes[node] ?? 0),
      );
  const shared = [...lineage.ids.keys()].filter((node) => (sizes[node] ?? 0) > 1);
  return {
    schemaVersion: 1,
    datasets: nodes.map((node) => lineage.toId(node)),
    ancestors: shared
      .map((node) => ({ node, isNearest: isNearest(node) }))
      .sort(
        (a, b) =>
          (sizes[b.node] ?? 0) - (sizes[a.node] ?? 0) ||
          Number(b.isNearest) - Number(a.isNearest) ||
          a.node - b.node,
      )
      .map(({ node, isNearest: nearest }) => ({
        ancestor: lineage.toId(node),
        reaches: reached(node).map((target) => toReach(lineage, node, { ...target, maxPaths })),
        isNearest: nearest,
      })),
  };
}

interface Target {
  readonly node: number;
  readonly counts: ReadonlyMap<number, bigint>;
  readonly finder: PathFinder;
  readonly maxPaths: number;
}

function toReach(lineage: CompactLineage, ancestor: number, { node, counts, finder, maxPaths }: Target) {
  const dataset = lineage.toId(node);
  const pathCount = String(counts.get(lineage.toComponent(ancestor)) ?? 0n);
  if (ancestor === node)
    return { dataset, pathCount, paths: [{ ids: [dataset], steps: [] }], isComplete: true };
  const { paths, isComplete } = finder.findPaths(lineage.toId(ancestor), maxPaths);
  return { dataset, pathCount, paths: paths.map(toEvidencePath), isComplete };
}
