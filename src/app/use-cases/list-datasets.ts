import { z } from "zod";
import { searchDatasets } from "../../graph/index.ts";
import { Dataset } from "../../model/index.ts";
import { loadLineage } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

const ListedDataset = Dataset.pick({
  id: true,
  aliases: true,
  title: true,
  isSeed: true,
  outcome: true,
  released: true,
}).extend({
  kind: Dataset.shape.profile.shape.kind,
  domains: Dataset.shape.profile.shape.domains,
  upstreams: z.int().min(0),
  downstreams: z.int().min(0),
});

/** What is in the store, all of it or what fits the query (words in id, alias or title). */
export const listDatasets = defineUseCase({
  name: "list",
  summary: "List the datasets in the store",
  input: z.object({ query: z.string().default("") }),
  output: z.object({ storePath: z.string(), datasets: z.array(ListedDataset) }),
  async perform({ query }, { configuration }) {
    const index = await loadLineage(configuration);
    const datasets = searchDatasets(index.graph.datasets, query).map(({ profile, ...dataset }) => ({
      ...ListedDataset.omit({ kind: true, domains: true, upstreams: true, downstreams: true }).parse(dataset),
      kind: profile.kind,
      domains: profile.domains,
      upstreams: index.listEdges(dataset.id, "up").length,
      downstreams: index.listEdges(dataset.id, "down").length,
    }));
    return { storePath: configuration.storePath, datasets };
  },
});
