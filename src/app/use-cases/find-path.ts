import { z } from "zod";
import { findPaths } from "../../graph/index.ts";
import { DatasetId, Edge } from "../../model/index.ts";
import { findStoredDataset, loadLineage } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

/** Every way from one dataset to another in the direction of influence; turned round when only that way exists. */
export const findPath = defineUseCase({
  name: "path",
  summary: "Show how one dataset contributed to another",
  input: z.object({ a: z.string(), b: z.string(), limit: z.int().min(1).default(20) }),
  output: z.object({
    upstream: DatasetId,
    downstream: DatasetId,
    /** True when the paths lead from the second id to the first. */
    isTurned: z.boolean(),
    paths: z.array(z.object({ ids: z.array(DatasetId), edges: z.array(Edge) })),
    isComplete: z.boolean(),
  }),
  async perform({ a, b, limit }, { configuration }) {
    const index = await loadLineage(configuration);
    const first = findStoredDataset(index, a).id;
    const second = findStoredDataset(index, b).id;
    const along = findPaths(index, { from: first, to: second }, limit);
    const found = along.paths.length > 0 ? along : findPaths(index, { from: second, to: first }, limit);
    const isTurned = along.paths.length === 0 && found.paths.length > 0;
    return {
      upstream: isTurned ? second : first,
      downstream: isTurned ? first : second,
      isTurned,
      paths: found.paths.map(({ ids, edges }) => ({ ids: [...ids], edges: [...edges] })),
      isComplete: found.isComplete,
    };
  },
});
