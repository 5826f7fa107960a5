import { z } from "zod";
import { Dataset } from "./dataset.ts";
import { Edge } from "./edge.ts";
import { DatasetId } from "./ids.ts";

export const lineageGraphVersion = 1;

/**
 * The canonical export: datasets sorted by id, edges by (downstream, upstream), evidence by document and offset;
 * no times, so that the same documents give the same bytes (DESIGN 4).
 */
export const LineageGraph = z.object({
  schemaVersion: z.literal(lineageGraphVersion),
  seeds: z.array(DatasetId),
  datasets: z.array(Dataset),
  /** Accepted and needs-review edges. */
  edges: z.array(Edge),
  /** Edges that reviewers rejected or whose dates rule them out, with the reason. */
  rejected: z.array(Edge),
});
export type LineageGraph = z.infer<typeof LineageGraph>;
