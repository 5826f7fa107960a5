import { z } from "zod";
import { SimilarityReport, toSimilarityReport } from "../../graph/index.ts";
import { findStoredDataset, loadFilledLineage } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

/** Above it all pairs take long enough to say so first. */
const manyDatasets = 2000;

/** How alike the ancestries of datasets are, and through which ancestors. */
export const compareAncestries = defineUseCase({
  name: "similar",
  summary: "Show which datasets are alike by their ancestry",
  input: z.object({
    /** One dataset against all, several among each other, all pairs when empty. */
    ids: z.array(z.string()).default([]),
    /** Pairs listed. */
    top: z.int().min(1).default(20),
  }),
  output: SimilarityReport,
  async perform({ ids, top }, { configuration, onEvent }) {
    const index = await loadFilledLineage(configuration);
    const chosen = [...new Set(ids.map((id) => findStoredDataset(index, id).id))];
    const count = index.graph.datasets.length;
    if (chosen.length === 0 && count > manyDatasets)
      onEvent?.({
        kind: "note",
        text: `${count} datasets are compared with each other, which takes a while; name datasets to compare these only`,
      });
    const [only] = chosen;
    if (only !== undefined && chosen.length === 1)
      return toSimilarityReport(index, { against: only, maxPairs: top });
    return toSimilarityReport(index, {
      ...(chosen.length === 0 ? {} : { datasets: chosen }),
      maxPairs: top,
    });
  },
});
