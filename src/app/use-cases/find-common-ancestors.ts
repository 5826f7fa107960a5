import { z } from "zod";
import { CommonAncestors, toCommonAncestors } from "../../graph/index.ts";
import { findStoredDataset, loadFilledLineage } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

/** What two or more datasets have in common, with the paths from it to each of them. */
export const findCommonAncestors = defineUseCase({
  name: "common",
  summary: "Show what datasets have in common",
  input: z.object({
    ids: z.array(z.string()).min(2, "name at least two datasets"),
    /** Paths listed per ancestor and dataset. */
    limit: z.int().min(0).default(5),
  }),
  output: CommonAncestors,
  async perform({ ids, limit }, { configuration }) {
    const index = await loadFilledLineage(configuration);
    const found = ids.map((id) => findStoredDataset(index, id).id);
    return toCommonAncestors(index, found, limit);
  },
});
