export { createSources, type Endpoints } from "./create-sources.ts";
export {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type HttpCredential,
  type HttpWait,
} from "./http/index.ts";
export {
  createRecordingSources,
  createSnapshotWriter,
  openSnapshot,
  type SnapshotSources,
  type SnapshotWriter,
} from "./snapshot/index.ts";
