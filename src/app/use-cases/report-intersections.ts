import { z } from "zod";
import { IntersectionReport, toIntersectionReport } from "../../graph/index.ts";
import { findStoredDataset, loadFilledLineage } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

/** Where the ancestry of each dataset meets itself. */
export const reportIntersections = defineUseCase({
  name: "intersections",
  summary: "Show which ancestors reach a dataset by several paths",
  input: z.object({
    ids: z.array(z.string()).min(1, "name at least one dataset"),
    /** Paths listed per ancestor. */
    limit: z.int().min(0).default(20),
  }),
  output: z.object({ schemaVersion: z.literal(1), reports: z.array(IntersectionReport) }),
  async perform({ ids, limit }, { configuration }) {
    const index = await loadFilledLineage(configuration);
    const targets = [...new Set(ids.map((id) => findStoredDataset(index, id).id))];
    return {
      schemaVersion: 1 as const,
      reports: targets.map((target) => toIntersectionReport(index, target, limit)),
    };
  },
});
