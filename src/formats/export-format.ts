import { type DatasetId, type LineageGraph, StemmaError } from "../model/index.ts";
import type { TableName } from "./lineage-tables.ts";

export interface ExportOptions {
  /** For formats that describe one dataset (`needs: "dataset"`). */
  readonly dataset?: DatasetId;
  /** For formats that write one table (`needs: "table"`). */
  readonly table?: TableName;
}

/**
 * A way to write a lineage graph down. The same graph and options give the same bytes: sorted, no clock. Accepted
 * edges and those that need review are written with their status; rejected ones are in the canonical JSON only.
 */
export interface ExportFormat {
  /** As `stemma export` takes it, and the name of its file here. */
  readonly name: string;
  /** What it is and who reads it, in a phrase. */
  readonly meaning: string;
  /** Of the file, without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  readonly needs: "dataset" | "table" | null;
  /** @throws StemmaError `usage` without the option it needs, `not-found` for a dataset that is not in the graph. */
  readonly toContent: (graph: LineageGraph, options: ExportOptions) => string | Uint8Array<ArrayBuffer>;
}

/** The dataset that the options ask for, as the graph has it. */
export function toChosenDataset(
  graph: LineageGraph,
  options: ExportOptions,
): LineageGraph["datasets"][number] {
  if (options.dataset === undefined) {
    throw new StemmaError("usage", "this format describes one dataset, and none was named", {
      hint: "name the dataset whose lineage is to be written",
    });
  }
  const wanted = options.dataset.toLowerCase();
  const found = graph.datasets.find(({ id }) => id.toLowerCase() === wanted);
  if (found === undefined) {
    throw new StemmaError("not-found", `the graph has no dataset ${options.dataset}`, {
      hint: "stemma list shows what is in the store",
    });
  }
  return found;
}
