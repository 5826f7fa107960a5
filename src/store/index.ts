export type { Lease } from "./lease.ts";
export type { LineageStore } from "./lineage-store.ts";
export { openStore } from "./open-store.ts";
export { readSqliteVersion } from "./sqlite-version.ts";
export type {
  NodeDocument,
  NodeFacts,
  NodeVisit,
  StoredDocument,
  StoredNode,
  StoredRecord,
  StoredTrace,
} from "./stored-node.ts";
