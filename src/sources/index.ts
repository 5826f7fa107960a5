export { createSources } from "./create-sources.ts";
export {
  createGuardedFetch,
  createHttpClient,
  type GuardedFetch,
  type HttpClient,
  type HttpClientOptions,
  type HttpCredential,
  pruneCache,
  readCacheUsage,
} from "./http/index.ts";
export { createDatasetFiles } from "./huggingface/index.ts";
export {
  createRecordingSources,
  createSnapshotWriter,
  openSnapshot,
} from "./snapshot/index.ts";
