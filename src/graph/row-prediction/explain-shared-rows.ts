import { z } from "zod";
import { DatasetId, EvidencePath, PathCount } from "../../model/index.ts";
import { toCommonAncestors } from "../common-ancestors.ts";
import { toCompactLineage } from "../compact/index.ts";
import type { LineageIndex } from "../lineage-index.ts";

const Leg = z.object({
  pathCount: PathCount,
  /** Shortest first, oldest dataset first; the id alone where the origin is the dataset itself. */
  paths: z.array(EvidencePath),
  /** False when there are more paths than are listed. */
  isComplete: z.boolean(),
});

/** What the lineage says on why two datasets have rows in common (roots R1). */
export const LineageExplanation = z.object({
  /** `upstream`: one is made of the other; `no-path-known`: they have no known ancestor in common. */
  kind: z.enum(["same-dataset", "upstream", "common-ancestor", "no-path-known"]),
  /** Where the rows can have come in: the datasets that reach both, none of them below another. By id. */
  origins: z.array(z.object({ dataset: DatasetId, toA: Leg, toB: Leg })),
  /** Ids of the two that the graph does not have. */
  unknown: z.array(DatasetId),
});
export type LineageExplanation = z.infer<typeof LineageExplanation>;

/** The paths by which rows can have come into both of two datasets, at most `maxPaths` listed for each way. */
export function explainSharedRows(
  index: LineageIndex,
  { a, b }: { readonly a: DatasetId; readonly b: DatasetId },
  maxPaths = 3,
): LineageExplanation {
  const lineage = toCompactLineage(index);
  const [nodeA, nodeB] = [lineage.findNode(a), lineage.findNode(b)];
  const unknown = [...(nodeA === undefined ? [a] : []), ...(nodeB === undefined ? [b] : [])];
  if (nodeA === undefined || nodeB === undefined) return { kind: "no-path-known", origins: [], unknown };
  if (nodeA === nodeB) return { kind: "same-dataset", origins: [], unknown };
  const ids = { a: lineage.toId(nodeA), b: lineage.toId(nodeB) };
  const { ancestors } = toCommonAncestors(index, [ids.a, ids.b], maxPaths);
  const origins = ancestors
    .filter(({ isNearest }) => isNearest)
    .map(({ ancestor, reaches }) => {
      const toLeg = (dataset: DatasetId) => {
        const reach = reaches.find((one) => one.dataset === dataset);
        const { pathCount = "0", paths = [], isComplete = true } = reach ?? {};
        return { pathCount, paths, isComplete };
      };
      return { dataset: ancestor, toA: toLeg(ids.a), toB: toLeg(ids.b) };
    });
  const isUpstream = origins.some(({ dataset }) => dataset === ids.a || dataset === ids.b);
  const kind = isUpstream ? "upstream" : origins.length > 0 ? "common-ancestor" : "no-path-known";
  return { kind, origins, unknown };
}
