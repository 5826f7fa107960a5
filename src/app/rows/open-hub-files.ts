import { join } from "node:path";
import { StemmaError } from "../../model/index.ts";
import type { DatasetFiles } from "../../model/ports/index.ts";
import { createDatasetFiles, type HttpClient } from "../../sources/index.ts";
import { openHttp } from "../open-world.ts";
import type { UseCaseContext } from "../use-case.ts";
import { toRowCacheFolder } from "./row-cache.ts";

export interface HubFiles {
  readonly datasets: DatasetFiles;
  /** Where the parts of files that were read are kept. */
  readonly copyFolder: string;
  close(): Promise<void>;
}

/** The hub as the configuration has it; nothing is opened until a dataset of it is asked for. A snapshot holds no rows. */
export function openHubFiles(context: UseCaseContext): HubFiles {
  const { settings, cacheFolder } = context.configuration;
  let http: HttpClient | undefined;
  const open = (id: string): DatasetFiles => {
    if (settings.snapshot !== null) throw createSnapshotError(id, settings.snapshot);
    http ??= openHttp(context);
    return createDatasetFiles(http, { endpoint: settings.hubEndpoint });
  };
  return {
    datasets: {
      listFiles: async (id, options) => await open(id).listFiles(id, options),
      readRange: async (file, range, options) => await open(file.id).readRange(file, range, options),
    },
    copyFolder: join(toRowCacheFolder(cacheFolder), "hub"),
    close: async () => await http?.close(),
  };
}

function createSnapshotError(id: string, snapshot: string): StemmaError {
  return new StemmaError("offline", `The snapshot ${snapshot} holds no rows of ${id}`, {
    hint: "Give the path of the dataset's files, or run without the snapshot.",
  });
}
