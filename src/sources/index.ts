export { createSources, type Endpoints } from "./create-sources.ts";
export {
  type CacheUsage,
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type HttpCredential,
  type HttpWait,
  type PruneResult,
  type PruneRules,
  pruneCache,
  readCacheUsage,
} from "./http/index.ts";
export {
  createRecordingSources,
  createSnapshotWriter,
  openSnapshot,
  type SnapshotSources,
  type SnapshotWriter,
} from "./snapshot/index.ts";
