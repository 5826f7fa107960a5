import fc from "fast-check";
import type { LineageGraph } from "../../src/model/index.ts";
import { makeGraph } from "./lineage-fixture.ts";

/** A small graph as pairs of numbers; `[upstream, downstream]`. */
export interface SmallGraph {
  readonly nodeCount: number;
  readonly edges: readonly (readonly [number, number])[];
}

/** Any small graph: with cycles, edges to themselves and repeated pairs. */
export const anyGraph: fc.Arbitrary<SmallGraph> = fc.integer({ min: 1, max: 8 }).chain((nodeCount) =>
  fc.record({
    nodeCount: fc.constant(nodeCount),
    edges: fc.array(fc.tuple(fc.nat(nodeCount - 1), fc.nat(nodeCount - 1)), { maxLength: 18 }),
  }),
);

/** A small graph without cycles; pairs may repeat. */
export const acyclicGraph: fc.Arbitrary<SmallGraph> = anyGraph.map(({ nodeCount, edges }) => ({
  nodeCount,
  edges: edges
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => [Math.min(from, to), Math.max(from, to)] as const),
}));

export const toNodeId = (node: number) => `x/d${node}`;

export function toSmallLineage({ nodeCount, edges }: SmallGraph): LineageGraph {
  const arrows = edges.map(([from, to]) => `${toNodeId(from)} -> ${toNodeId(to)}`);
  return makeGraph(
    arrows,
    Array.from({ length: nodeCount }, (_, node) => toNodeId(node)),
  );
}

/** `reach[a][b]`: there is a way of one or more edges from a to b. Floyd and Warshall, to compare with. */
export function bruteReach({ nodeCount, edges }: SmallGraph): boolean[][] {
  const nodes = Array.from({ length: nodeCount }, (_, node) => node);
  const reach = nodes.map(() => nodes.map(() => false));
  for (const [from, to] of edges) reach[from]![to] = true;
  for (const via of nodes)
    for (const from of nodes)
      for (const to of nodes) if (reach[from]![via] && reach[via]![to]) reach[from]![to] = true;
  return reach;
}

/** Every cycle made one node, numbered by its lowest member; edges without repeats and without those inside. */
export function bruteCondense(graph: SmallGraph): { graph: SmallGraph; componentOf: number[] } {
  const reach = bruteReach(graph);
  const componentOf = reach.map((row, node) =>
    row.findIndex((_, other) => other === node || (reach[node]![other]! && reach[other]![node]!)),
  );
  const pairs = graph.edges
    .map(([from, to]) => [componentOf[from]!, componentOf[to]!] as const)
    .filter(([from, to]) => from !== to);
  const edges = [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
  return { graph: { nodeCount: graph.nodeCount, edges }, componentOf };
}

/** Every simple path between two nodes, one array of nodes each, by recursion. */
export function brutePaths(graph: SmallGraph, from: number, to: number): number[][] {
  const next = new Map<number, Set<number>>();
  for (const [a, b] of graph.edges) next.set(a, (next.get(a) ?? new Set()).add(b));
  const walk = (path: number[]): number[][] => {
    const last = path.at(-1)!;
    if (last === to) return [path];
    return [...(next.get(last) ?? [])]
      .filter((node) => !path.includes(node))
      .flatMap((node) => walk([...path, node]));
  };
  return walk([from]);
}
