import type { DatasetId, Edge } from "../../model/index.ts";
import { countReach } from "./count-reach.ts";
import { findCycles } from "./cycles.ts";
import { once } from "./once.ts";

export type Upstreams = ReadonlyMap<DatasetId, readonly DatasetId[]>;

/** What follows from the ends of the edges alone, whatever is said of them. */
export interface GraphShape extends ShapeInput {
  /** Of the shortest way from a seed. */
  readonly distances: ReadonlyMap<DatasetId, number>;
  /** What belongs to the graph: everything upstream of the starts. */
  readonly kept: ReadonlyMap<DatasetId, number>;
  /** For every dataset on a cycle the number of the cycle. */
  readonly cycles: ReadonlyMap<DatasetId, number>;
  countReach(): ReadonlyMap<DatasetId, number>;
}

interface ShapeInput {
  /** Along edges that are not rejected. */
  readonly upstreams: Upstreams;
  readonly seeds: readonly DatasetId[];
  /** What a person put there. */
  readonly added: readonly DatasetId[];
  /** Seeds and added, to compare by. */
  readonly starts: string;
}

export function toGraphShape(input: ShapeInput): GraphShape {
  const { upstreams, seeds, added } = input;
  const distances = toDistances(seeds, upstreams);
  const kept = added.length === 0 ? distances : toDistances([...seeds, ...added], upstreams);
  const cycles = findCycles([...upstreams.keys()], (id) => upstreams.get(id) ?? []);
  return { ...input, distances, kept, cycles, countReach: once(() => countReach(upstreams, cycles, kept)) };
}

export function groupUpstreams(edges: readonly Edge[]): Map<DatasetId, DatasetId[]> {
  const upstreams = new Map<DatasetId, DatasetId[]>();
  for (const { upstream, downstream } of edges) {
    const list = upstreams.get(downstream);
    if (list === undefined) upstreams.set(downstream, [upstream]);
    else list.push(upstream);
  }
  return upstreams;
}

/** Breadth first from the starts: the shortest way to everything upstream of them. */
export function toDistances(starts: readonly DatasetId[], upstreams: Upstreams): Map<DatasetId, number> {
  const distances = new Map(starts.map((id) => [id, 0]));
  for (const [id, distance] of distances) {
    for (const upstream of upstreams.get(id) ?? []) {
      if (!distances.has(upstream)) distances.set(upstream, distance + 1);
    }
  }
  return distances;
}

/** Edges on a cycle are kept, flagged and sent to review, unless a person decided on them. */
export function markCycles(edges: Edge[], cycles: ReadonlyMap<DatasetId, number>): Edge[] {
  if (cycles.size === 0) return edges;
  return edges.map((edge) => {
    const cycle = cycles.get(edge.downstream);
    if (cycle === undefined || cycle !== cycles.get(edge.upstream)) return edge;
    if (edge.decidedBy !== "confidence") return { ...edge, onCycle: true };
    return { ...edge, onCycle: true, status: "needs-review", reasons: [...edge.reasons, "cycle"] };
  });
}
