import { z } from "zod";
import { ContaminationReport, toContaminationReport } from "../../graph/index.ts";
import { findStoredDataset, loadFilledLineage } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

/** Above it the whole matrix comes without paths unless they are asked for: one search per dataset adds up. */
const maxDatasetsWithPaths = 2000;

/** Which benchmarks reach which datasets, along which paths, and whether these carry the split that is scored. */
export const reportContamination = defineUseCase({
  name: "contamination",
  summary: "Show which benchmarks reach which datasets",
  input: z.object({
    /** All datasets that a benchmark reaches when empty. */
    ids: z.array(z.string()).default([]),
    /** All benchmarks when empty. */
    benchmarks: z.array(z.string()).default([]),
    /** Paths listed per dataset and benchmark. */
    limit: z.int().min(0).nullable().default(null),
  }),
  output: ContaminationReport,
  async perform({ ids, benchmarks, limit }, { configuration }) {
    const index = await loadFilledLineage(configuration);
    const toIds = (texts: readonly string[]) => texts.map((text) => findStoredDataset(index, text).id);
    const isLarge = index.graph.datasets.length > maxDatasetsWithPaths;
    const wholeMatrixLimit = isLarge ? 0 : 3;
    return toContaminationReport(index, {
      ...(ids.length === 0 ? {} : { datasets: toIds(ids) }),
      ...(benchmarks.length === 0 ? {} : { benchmarks: toIds(benchmarks) }),
      maxPaths: limit ?? (ids.length === 0 ? wholeMatrixLimit : 20),
    });
  },
});
