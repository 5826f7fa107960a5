export { type AncestorClosure, toAncestorClosure } from "./ancestor-closure.ts";
export { type Adjacency, type CompactGraph, type EdgeList, toCompactGraph } from "./compact-graph.ts";
export { type CompactLineage, toCompactLineage } from "./compact-lineage.ts";
export { type Condensation, findComponents, toCondensation } from "./condensation.ts";
export { type AncestryMeasures, measureAncestry } from "./measures.ts";
export { countPaths, listReached } from "./reach.ts";
export { findTopologicalOrder } from "./topological-order.ts";
