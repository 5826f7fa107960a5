export { openSnapshot, type SnapshotSources } from "./open-snapshot.ts";
