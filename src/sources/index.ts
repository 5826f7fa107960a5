export { createHub } from "./huggingface/index.ts";
export { openSnapshot, type SnapshotSources } from "./snapshot/index.ts";
