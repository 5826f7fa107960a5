export { openSnapshot } from "./open-snapshot.ts";
export { createRecordingSources } from "./recording-sources.ts";
export { createSnapshotWriter } from "./snapshot-writer.ts";
