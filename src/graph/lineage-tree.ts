import { type DatasetId, type Edge, toIdKey } from "../model/index.ts";
import { type Direction, type LineageIndex, toFarEnd } from "./lineage-index.ts";

/**
 * One line of a tree, in the order of printing. `expansion` says what follows below it: `open` its own branches (if
 * it has any), `shown-above` nothing because an earlier line is the same dataset, `on-cycle` nothing because the line is its own
 * ancestor, `depth-limit` nothing because the tree was asked to end here.
 */
export interface TreeLine {
  readonly id: DatasetId;
  readonly level: number;
  readonly isLast: boolean;
  /** The edge to the line's parent; null for the first line. */
  readonly edge: Edge | null;
  readonly expansion: "open" | "shown-above" | "on-cycle" | "depth-limit";
}

export interface TreeOptions {
  readonly direction: Direction;
  /** Levels below the first line; null is unlimited. */
  readonly maxLevel: number | null;
}

interface Pending {
  readonly id: DatasetId;
  readonly level: number;
  readonly isLast: boolean;
  readonly edge: Edge | null;
}

/**
 * Walks the graph from one dataset and lists every edge once. A dataset reached again is referred to, not repeated,
 * so the list is never longer than the edges plus one, whatever diamonds and cycles there are.
 */
export function toTreeLines(index: LineageIndex, start: DatasetId, options: TreeOptions): TreeLine[] {
  const lines: TreeLine[] = [];
  const shown = new Map<string, number>();
  const path: string[] = [];
  const pending: Pending[] = [
    { id: index.findDataset(start)?.id ?? start, level: 0, isLast: true, edge: null },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const key = toIdKey(next.id);
    path.length = next.level;
    const branches = index.listEdges(next.id, options.direction);
    const expansion = toExpansion({ key, level: next.level, branches, path, shown }, options.maxLevel);
    lines.push({ ...next, expansion });
    if (expansion !== "open") continue;
    shown.set(key, next.level);
    path.push(key);
    for (const [position, edge] of [...branches.entries()].reverse()) {
      const isLast = position === branches.length - 1;
      pending.push({ id: toFarEnd(edge, options.direction), level: next.level + 1, isLast, edge });
    }
  }
  return lines;
}

interface Reached {
  readonly key: string;
  readonly level: number;
  readonly branches: readonly Edge[];
  readonly path: readonly string[];
  readonly shown: ReadonlyMap<string, number>;
}

function toExpansion(reached: Reached, maxLevel: number | null): TreeLine["expansion"] {
  const levelShown = reached.shown.get(reached.key);
  if (levelShown !== undefined && reached.path[levelShown] === reached.key) return "on-cycle";
  if (levelShown !== undefined) return "shown-above";
  return reached.branches.length > 0 && maxLevel !== null && reached.level >= maxLevel
    ? "depth-limit"
    : "open";
}
