import { compareIds, type DatasetId, toIdKey } from "../model/index.ts";
import type { LineageIndex } from "./lineage-index.ts";

/** An ancestor that reaches the target through two or more of the target's other ancestors (paper 4.2, G5). */
export interface Intersection {
  readonly ancestor: DatasetId;
  /** Its direct downstream datasets that lead to the target. */
  readonly through: readonly DatasetId[];
  /** True when the target also names the ancestor directly: its data then comes in more than once. */
  readonly isDirect: boolean;
}

/** Where the ways to the target fork, widest fork first. */
export function listIntersections(index: LineageIndex, target: DatasetId): Intersection[] {
  const targetKey = toIdKey(index.findDataset(target)?.id ?? target);
  const ancestors = index.listReachable(target, "up");
  const inside = new Set([targetKey, ...ancestors.map(toIdKey)]);
  return ancestors
    .map((ancestor) => {
      const through = index
        .listEdges(ancestor, "down")
        .map((edge) => edge.downstream)
        .filter((id) => inside.has(toIdKey(id)))
        .sort(compareIds);
      return { ancestor, through, isDirect: through.some((id) => toIdKey(id) === targetKey) };
    })
    .filter((found) => found.through.length > 1)
    .sort((a, b) => b.through.length - a.through.length || compareIds(a.ancestor, b.ancestor));
}
