import { z } from "zod";
import { type LineageIndex, type TreeOptions, toTreeLines } from "../graph/index.ts";
import { Dataset, DatasetId, Edge } from "../model/index.ts";

/** One line of a printed lineage tree; see the graph's `TreeLine` for `expansion`. */
export const TreeRow = z.object({
  id: DatasetId,
  level: z.int().min(0),
  isLast: z.boolean(),
  expansion: z.enum(["open", "shown-above", "on-cycle", "depth-limit"]),
  /** The edge to the row one level up; null for the first row. */
  edge: Edge.nullable(),
  /** What is known of the dataset itself; null where an edge names one that was never looked at. */
  dataset: Dataset.nullable(),
  /** Edges that leave the row in the direction of the tree, printed or not. */
  branches: z.int().min(0),
});
export type TreeRow = z.infer<typeof TreeRow>;

export function toTreeRows(index: LineageIndex, start: DatasetId, options: TreeOptions): TreeRow[] {
  return toTreeLines(index, start, options).map((line) => ({
    ...line,
    dataset: index.findDataset(line.id) ?? null,
    branches: index.listEdges(line.id, options.direction).length,
  }));
}
