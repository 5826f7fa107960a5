export { openSnapshot, type SnapshotSources } from "./open-snapshot.ts";
export { createRecordingSources } from "./recording-sources.ts";
export { createSnapshotWriter, type SnapshotWriter } from "./snapshot-writer.ts";
