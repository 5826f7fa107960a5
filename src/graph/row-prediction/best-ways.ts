import type { Edge } from "../../model/index.ts";
import type { CompactLineage } from "../compact/index.ts";
import type { LineageIndex } from "../lineage-index.ts";
import { toCarriedShare } from "./carried-share.ts";

/** A way from one dataset down to another; `share` is the product of what its edges carry, 1 for none. */
interface Way {
  readonly share: number;
  readonly edges: readonly Edge[];
}

/** The ways of largest share that end at one dataset; among equal ones the shortest. */
export interface BestWays {
  /** The nodes that reach the end, itself included. */
  readonly nodes: ReadonlySet<number>;
  /** The best way that begins with the edge; undefined where there is none, or only one that comes back to its start. */
  findFrom(edge: Edge): Way | undefined;
}

interface Ends {
  readonly end: number;
  /** A node that no way may lead through. */
  readonly avoided?: number;
}

/** One node's best way: its first edge and what the whole of it carries. */
interface Step {
  readonly share: number;
  readonly length: number;
  /** Null at the end. */
  readonly edge: Edge | null;
}

export function findBestWays(index: LineageIndex, lineage: CompactLineage, ends: Ends): BestWays {
  const steps = findSteps(index, lineage, ends);
  const findStep = (edge: Edge) => steps.get(lineage.findNode(edge.downstream) ?? -1);
  return {
    nodes: new Set(steps.keys()),
    findFrom(first) {
      const start = lineage.findNode(first.upstream);
      const edges = [first];
      for (let step = findStep(first); step !== undefined; step = findStep(step.edge)) {
        if (step.edge === null)
          return { share: toCarriedShare(first) * (findStep(first)?.share ?? 0), edges };
        if (lineage.findNode(step.edge.upstream) === start) return undefined;
        edges.push(step.edge);
      }
      return undefined;
    },
  };
}

/** Dijkstra's search upward from the end, with products for sums: no edge carries more than 1, so growing never gains. */
function findSteps(index: LineageIndex, lineage: CompactLineage, { end, avoided }: Ends): Map<number, Step> {
  const settled = new Map<number, Step>();
  const open = new Map<number, Step>([[end, { share: 1, length: 0, edge: null }]]);
  for (let best = findBest(open); best !== undefined; best = findBest(open)) {
    const [node, step] = best;
    open.delete(node);
    settled.set(node, step);
    for (const edge of index.listEdges(lineage.toId(node), "up")) {
      const upstream = lineage.findNode(edge.upstream);
      if (upstream === undefined || upstream === avoided || settled.has(upstream)) continue;
      const next = { share: step.share * toCarriedShare(edge), length: step.length + 1, edge };
      const known = open.get(upstream);
      if (known === undefined || isBetter(next, known)) open.set(upstream, next);
    }
  }
  return settled;
}

function findBest(open: ReadonlyMap<number, Step>): readonly [number, Step] | undefined {
  let best: readonly [number, Step] | undefined;
  for (const entry of open) if (best === undefined || isBetter(entry[1], best[1])) best = entry;
  return best;
}

function isBetter(a: Step, b: Step): boolean {
  return a.share > b.share || (a.share === b.share && a.length < b.length);
}
