import { z } from "zod";
import { Run } from "../../model/index.ts";
import { withStore } from "../lineage-reader.ts";
import { defineUseCase } from "../use-case.ts";

/** Every run the store has seen, oldest first. */
export const listRuns = defineUseCase({
  name: "runs",
  summary: "List the traces that were made",
  input: z.object({}),
  output: z.object({
    schemaVersion: z.literal(1),
    runs: z.array(
      Run.extend({
        /** Content hash of the graph as it then stood; null where none was kept. */
        graphSha256: z.string().nullable(),
      }),
    ),
  }),
  async perform(_, { configuration }) {
    return await withStore(configuration, { readOnly: true }, (store) => {
      const hashes = store.loadRunGraphHashes();
      const runs = store.loadRuns().map((run) => ({ ...run, graphSha256: hashes.get(run.id) ?? null }));
      return { schemaVersion: 1 as const, runs };
    });
  },
});
