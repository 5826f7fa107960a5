import { type LineageIndex, toLineageIndex } from "../../graph/index.ts";
import { StemmaError } from "../../model/index.ts";
import type { Configuration } from "../configuration/load-configuration.ts";
import { loadFilledLineage } from "../lineage-reader.ts";
import { readGraph } from "../read-graph.ts";
import { toRecordedLineage } from "./recorded-lineage.ts";

export interface OpenedLineage {
  /** The file or folder that was read, or the store. */
  readonly origin: string;
  readonly index: LineageIndex;
}

/**
 * The graph of a file or folder in any format that can be imported; of the store when none is named.
 *
 * @throws StemmaError what reading a graph throws; `not-found` for a store without a dataset.
 */
export async function openLineage(configuration: Configuration, path: string | null): Promise<OpenedLineage> {
  if (path === null)
    return { origin: configuration.storePath, index: await loadFilledLineage(configuration) };
  const { lineage, graph } = await readGraph(configuration.cwd, path);
  return { origin: path, index: toLineageIndex(lineage ?? toRecordedLineage(graph)) };
}

/** The same where the graph only adds to a result: undefined when none is named and the store holds nothing. */
export async function findLineage(
  configuration: Configuration,
  path: string | null,
): Promise<OpenedLineage | undefined> {
  return await openLineage(configuration, path).catch((error: unknown) => {
    if (path === null && error instanceof StemmaError && error.code === "not-found") return undefined;
    throw error;
  });
}
