import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { DatasetId, StemmaError } from "../../model/index.ts";
import { createRecordingSources, createSnapshotWriter } from "../../sources/index.ts";
import { openStore } from "../../store/index.ts";
import { loadLineage } from "../lineage-reader.ts";
import { openWorld, type World } from "../open-world.ts";
import { type TraceYield, traceIntoStore } from "../trace-into-store.ts";
import { defineUseCase, type UseCaseContext } from "../use-case.ts";

/**
 * Traces the seeds of the store once more and writes down every answer on the way, so that the same trace can be made
 * offline. What the cache holds is not fetched again; the store itself stays as it is.
 */
export const recordSnapshot = defineUseCase({
  name: "snapshot",
  summary: "Write a folder from which the traces of the store can be repeated offline",
  input: z.object({ folder: z.string().min(1), title: z.string().nullable().default(null) }),
  output: z.object({
    folder: z.string(),
    seeds: z.array(DatasetId),
    datasets: z.int().min(0),
    documents: z.int().min(0),
  }),
  async perform(input, context) {
    const folder = resolve(context.configuration.cwd, input.folder);
    const { seeds } = (await loadLineage(context.configuration)).graph;
    if (seeds.length === 0) {
      throw new StemmaError("usage", `${context.configuration.storePath} holds no trace to record`, {
        hint: "trace a dataset first: stemma trace org/name",
      });
    }
    const world = await openWorld(context);
    try {
      const title = input.title ?? `Lineage of ${seeds.join(", ")}`;
      const { graph } = await recordSeeds(context, world, { folder, title, seeds });
      const documents = new Set(graph.datasets.flatMap((dataset) => dataset.documents.map(({ url }) => url)));
      return { folder, seeds, datasets: graph.datasets.length, documents: documents.size };
    } finally {
      await world.close();
    }
  },
});

interface Recording {
  readonly folder: string;
  readonly title: string;
  readonly seeds: readonly DatasetId[];
}

async function recordSeeds(
  context: UseCaseContext,
  world: World,
  { folder, title, seeds }: Recording,
): Promise<TraceYield> {
  const recordedAt = new Date().toISOString().slice(0, 10);
  const note = `Recorded by stemma snapshot from ${world.title}.`;
  const writer = await createSnapshotWriter(folder, { title, note, recordedAt });
  const draft = await mkdtemp(join(tmpdir(), "stemma-snapshot-"));
  const store = openStore(join(draft, "store.db"));
  try {
    const sources = createRecordingSources(world.sources, writer);
    const order = { seeds, refresh: false, world: { ...world, sources }, store };
    const traced = await traceIntoStore(context, order);
    assertComplete(traced);
    await writer.finish();
    return traced;
  } catch (thrown) {
    await writer.discard();
    throw thrown;
  } finally {
    store.close();
    await rm(draft, { recursive: true, force: true });
  }
}

/** A snapshot of half a trace would pass for the whole; what only a retry can read would be missing for good. */
function assertComplete({ run, failed }: TraceYield): void {
  if (run.state === "interrupted") {
    throw new StemmaError("interrupted", "the recording was interrupted; no snapshot was written", {
      hint: "run the same command again; what the cache holds is not fetched twice",
    });
  }
  if (run.state === "budget-reached") {
    throw new StemmaError(
      "budget",
      "the budget was used up before all was recorded; no snapshot was written",
      {
        hint: "raise the limit and run the same command again",
      },
    );
  }
  const lost = failed[0];
  if (lost !== undefined) {
    throw new StemmaError(
      "network",
      `${lost.id} could not be read (${lost.detail}); no snapshot was written`,
      {
        hint: "try again when the source answers",
      },
    );
  }
}
