import { z } from "zod";
import { toMermaid } from "../../formats/index.ts";
import { Dataset, Edge } from "../../model/index.ts";
import { findStoredDataset, loadLineage } from "../lineage-reader.ts";
import { TreeRow, toTreeRows } from "../tree-row.ts";
import { defineUseCase } from "../use-case.ts";

/** One dataset and its tree: where it comes from (`up`) or what was built on it (`down`). */
export const showDataset = defineUseCase({
  name: "show",
  summary: "Show where a dataset comes from, or what was built on it",
  input: z.object({
    id: z.string(),
    direction: z.enum(["up", "down"]).default("up"),
    /** Levels of the tree; null is all of them. */
    maxLevel: z.int().min(0).nullable().default(null),
  }),
  output: z.object({
    dataset: Dataset,
    direction: z.enum(["up", "down"]),
    rows: z.array(TreeRow),
    /** Edges of this dataset that were ruled out by a reviewer or by dates. */
    rejected: z.array(Edge),
    /** The rows as a Mermaid flowchart. */
    diagram: z.string(),
  }),
  async perform({ id, direction, maxLevel }, { configuration }) {
    const index = await loadLineage(configuration);
    const dataset = findStoredDataset(index, id);
    const rows = toTreeRows(index, dataset.id, { direction, maxLevel });
    const rejected = index.graph.rejected.filter((edge) => edge.downstream === dataset.id);
    const edges = rows.flatMap((row) => (row.edge === null ? [] : [row.edge]));
    return {
      dataset,
      direction,
      rows,
      rejected,
      diagram: toMermaid(
        rows.map((row) => row.id),
        edges,
      ),
    };
  },
});
