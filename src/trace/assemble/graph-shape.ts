import type { DatasetId, Edge } from "../../model/index.ts";
import { findCycles } from "./cycles.ts";

type Upstreams = ReadonlyMap<DatasetId, readonly DatasetId[]>;

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
export function markCycles(edges: readonly Edge[], upstreams: Upstreams): Edge[] {
  const cycles = findCycles([...upstreams.keys()], (id) => upstreams.get(id) ?? []);
  return edges.map((edge) => {
    const cycle = cycles.get(edge.downstream);
    if (cycle === undefined || cycle !== cycles.get(edge.upstream)) return edge;
    if (edge.decidedBy !== "confidence") return { ...edge, onCycle: true };
    return { ...edge, onCycle: true, status: "needs-review", reasons: [...edge.reasons, "cycle"] };
  });
}

export function hasQuote(edge: Edge): boolean {
  return edge.evidence.some(({ kind }) => kind === "quote");
}
