import { z } from "zod";
import { toRecommendations } from "../../graph/index.ts";
import { DatasetId, Finding } from "../../model/index.ts";
import { findStoredDataset, loadFilledLineage } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

/** What the lineage advises for datasets that are trained on together. */
export const recommendDatasets = defineUseCase({
  name: "recommend",
  summary: "Say what to leave out, drop or prefer",
  input: z.object({
    /** The datasets that were asked for in traces when empty. */
    ids: z.array(z.string()).default([]),
    /** Datasets of another ancestry to propose. */
    orthogonal: z.int().min(0).default(5),
  }),
  output: z.object({
    schemaVersion: z.literal(1),
    datasets: z.array(DatasetId),
    findings: z.array(Finding),
  }),
  async perform({ ids, orthogonal }, { configuration }) {
    const index = await loadFilledLineage(configuration);
    const datasets =
      ids.length === 0
        ? index.graph.seeds.filter((seed) => index.findDataset(seed) !== undefined)
        : [...new Set(ids.map((id) => findStoredDataset(index, id).id))];
    const findings = toRecommendations(index, { datasets, maxOrthogonal: orthogonal });
    return { schemaVersion: 1 as const, datasets, findings };
  },
});
