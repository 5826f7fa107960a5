import { z } from "zod";
import { compareText, type Edge, EvidencePath, PathCount, Relation } from "../../model/index.ts";
import { type CompactLineage, toCompactLineage } from "../compact/index.ts";
import type { LineageIndex } from "../lineage-index.ts";
import { toEvidencePath } from "../paths.ts";

/** Relations that follow each other along the lineage again and again (roots G8). */
export const RelationSequence = z.object({
  /** From the oldest step to the newest. */
  relations: z.array(Relation),
  /** How many chains of datasets have this sequence; exact. */
  count: PathCount,
  /** At how many different datasets such a chain ends. */
  datasets: z.int(),
  examples: z.array(EvidencePath),
});
export type RelationSequence = z.infer<typeof RelationSequence>;

export interface SequenceOptions {
  /** Steps in a sequence; 2 to 3 unless given, 5 at most. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Chains that a sequence needs to be listed. */
  readonly minCount?: number;
  readonly maxExamples?: number;
}

/** Sequences grow by a factor of five with every step. */
const longest = 5;

/**
 * Counts the relation sequences of all chains of consecutive edges, most frequent first. Edges within a cycle are left
 * out. Each example is the first chain, in the order of ids, that ends at its dataset.
 */
export function listRelationSequences(
  index: LineageIndex,
  options: SequenceOptions = {},
): RelationSequence[] {
  const { minLength = 2, maxLength = 3, minCount = 2, maxExamples = 3 } = options;
  const lineage = toCompactLineage(index);
  const chains = collectChains(lineage, Math.min(maxLength, longest));
  const totals = new Map<string, { ends: Chain[]; count: bigint }>();
  for (const own of chains)
    for (const [key, chain] of own) {
      const total = totals.get(key) ?? { ends: [], count: 0n };
      total.ends.push(chain);
      totals.set(key, { ends: total.ends, count: total.count + chain.count });
    }
  return [...totals]
    .filter(([, { ends, count }]) => (ends[0]?.length ?? 0) >= minLength && count >= BigInt(minCount))
    .sort(([a, x], [b, y]) => (x.count === y.count ? compareText(a, b) : Number(y.count > x.count) * 2 - 1))
    .map(([, { ends, count }]) => ({
      relations: toEdges(ends[0]).map(({ relation }) => relation),
      count: String(count),
      datasets: ends.length,
      examples: ends.slice(0, maxExamples).map((chain) => toExample(toEdges(chain))),
    }));
}

/** The chains of one sequence that end at one dataset: how many, and the first of them. */
interface Chain {
  readonly count: bigint;
  readonly length: number;
  readonly edge: Edge;
  readonly previous: Chain | null;
}

/** For every node its chains by sequence; upstream nodes first, so that a chain grows by its last edge. */
function collectChains(lineage: CompactLineage, maxLength: number): Map<string, Chain>[] {
  const chains: Map<string, Chain>[] = lineage.ids.map(() => new Map());
  const positions = new Map(
    [...lineage.condensation.order].map((component, position) => [component, position]),
  );
  const toPosition = (node: number) => positions.get(lineage.toComponent(node)) ?? 0;
  const nodes = [...lineage.ids.keys()].sort((a, b) => toPosition(a) - toPosition(b) || a - b);
  for (const node of nodes)
    for (const upstream of lineage.listNeighbours(node, "up")) {
      const edge = lineage.findEdge(upstream, node);
      if (edge === undefined || lineage.toComponent(upstream) === lineage.toComponent(node)) continue;
      const own = chains[node];
      addChain(own, edge.relation, { count: 1n, length: 1, edge, previous: null });
      for (const [key, chain] of chains[upstream] ?? [])
        if (chain.length < maxLength)
          addChain(own, `${key} ${edge.relation}`, {
            count: chain.count,
            length: chain.length + 1,
            edge,
            previous: chain,
          });
    }
  return chains;
}

function addChain(chains: Map<string, Chain> | undefined, key: string, chain: Chain): void {
  const known = chains?.get(key);
  chains?.set(key, known === undefined ? chain : { ...known, count: known.count + chain.count });
}

function toEdges(chain: Chain | undefined): Edge[] {
  const edges: Edge[] = [];
  for (let step = chain ?? null; step !== null; step = step.previous) edges.push(step.edge);
  return edges.reverse();
}

function toExample(edges: readonly Edge[]): EvidencePath {
  const ids = edges.map(({ upstream }) => upstream);
  return toEvidencePath({ ids: [...ids, edges.at(-1)?.downstream ?? ""], edges });
}
