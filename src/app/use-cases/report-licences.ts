import { z } from "zod";
import { LicenceReport, toLicenceReport } from "../../graph/index.ts";
import { findStoredDataset, loadFilledLineage } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

/** What the licences of everything upstream leave of a dataset's own. Not legal advice. */
export const reportLicences = defineUseCase({
  name: "licence",
  summary: "Show what the licences along the lineage allow",
  input: z.object({ ids: z.array(z.string()).min(1, "name at least one dataset") }),
  output: z.object({ schemaVersion: z.literal(1), reports: z.array(LicenceReport) }),
  async perform({ ids }, { configuration }) {
    const index = await loadFilledLineage(configuration);
    const datasets = [...new Set(ids.map((id) => findStoredDataset(index, id).id))];
    return { schemaVersion: 1 as const, reports: datasets.map((id) => toLicenceReport(index, id)) };
  },
});
