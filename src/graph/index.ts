export { type Intersection, listIntersections } from "./intersections.ts";
export { type Direction, type LineageIndex, toAncestry, toLineageIndex } from "./lineage-index.ts";
export { type TreeLine, type TreeOptions, toTreeLines } from "./lineage-tree.ts";
export { type FoundPaths, findPaths, type LineagePath } from "./paths.ts";
export { findNearIds, searchDatasets, toEditDistance } from "./search.ts";
