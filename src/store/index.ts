export type { Lease } from "./lease.ts";
export type { LineageStore, StoreCounts } from "./lineage-store.ts";
export { type OpenOptions, openStore } from "./open-store.ts";
export { readSqliteVersion, type SqliteVersion } from "./sqlite-version.ts";
export type {
  NodeDocument,
  NodeFacts,
  NodeState,
  NodeVisit,
  StoredDocument,
  StoredNode,
  StoredRecord,
  StoredTrace,
} from "./stored-node.ts";
