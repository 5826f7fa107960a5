import type { AnalysisGraph, AnalysisNode, Domain } from "../../model/index.ts";
import { type CompactGraph, measureAncestry, toCompactGraph } from "../compact/index.ts";

/** Domains in the order of the paper's tables. */
export const domainOrder: readonly Domain[] = ["math", "code", "general", "science"];

/** One dataset on the hub with its figures: as the paper counts, and strictly. */
export interface NodeMeasures {
  readonly node: AnalysisNode;
  /** Recorded edges; an upstream that could not be resolved counts. */
  readonly inDegree: number;
  readonly outDegree: number;
  /** Longest way up; an upstream that could not be resolved is a step. */
  readonly depth: number;
  /** True where tracing ended at the dataset: no source found, 2020 or earlier, or every source off the hub. */
  readonly isRoot: boolean;
  /** Different datasets, itself not among them. */
  readonly strictInDegree: number;
  readonly strictOutDegree: number;
  /** Longest way up over datasets on the hub only. */
  readonly strictDepth: number;
}

export interface MeasuredNodes {
  readonly datasets: readonly NodeMeasures[];
  /** All ids, in numbers of its own. */
  readonly compact: CompactGraph;
  readonly unresolved: number;
}

export function measureNodes(graph: AnalysisGraph): MeasuredNodes {
  const numbers = numberIds(graph);
  const nodeOf = new Map(graph.nodes.toReversed().map((node) => [node.id, node]));
  const isOnHub = (id: string) => nodeOf.get(id)?.onHub === true;
  const toCompact = (edges: AnalysisGraph["edges"]) =>
    toCompactGraph({
      nodeCount: numbers.size,
      upstream: Int32Array.from(edges, ({ upstream }) => numbers.get(upstream) ?? -1),
      downstream: Int32Array.from(edges, ({ downstream }) => numbers.get(downstream) ?? -1),
    });
  const compact = toCompact(graph.edges);
  const resolved = toCompact(
    graph.edges.filter(({ upstream, downstream }) => isOnHub(upstream) && isOnHub(downstream)),
  );
  const { depths } = measureAncestry(compact);
  const { depths: strictDepths } = measureAncestry(resolved);
  const degrees = countRecorded(graph);
  const datasets = [...nodeOf.values()].reverse().filter((node) => node.onHub);
  return {
    compact,
    unresolved: numbers.size - datasets.length,
    datasets: datasets.map((node) => {
      const at = numbers.get(node.id) ?? 0;
      return {
        node,
        inDegree: degrees.into.get(node.id) ?? 0,
        outDegree: degrees.outOf.get(node.id) ?? 0,
        depth: depths[at] ?? 0,
        isRoot: isPaperRoot(node),
        strictInDegree: toRowLength(compact.up.offsets, at),
        strictOutDegree: toRowLength(compact.down.offsets, at),
        strictDepth: strictDepths[at] ?? 0,
      };
    }),
  };
}

function isPaperRoot({ tracingEnd }: AnalysisNode): boolean {
  return (
    tracingEnd === "no-source-found" ||
    tracingEnd === "released-2020-or-earlier" ||
    tracingEnd === "sources-off-hub"
  );
}

function numberIds(graph: AnalysisGraph): Map<string, number> {
  const numbers = new Map<string, number>();
  const add = (id: string) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size);
  };
  for (const node of graph.nodes) add(node.id);
  for (const edge of graph.edges) {
    add(edge.upstream);
    add(edge.downstream);
  }
  return numbers;
}

function countRecorded({ edges }: AnalysisGraph) {
  const into = new Map<string, number>();
  const outOf = new Map<string, number>();
  for (const { upstream, downstream } of edges) {
    outOf.set(upstream, (outOf.get(upstream) ?? 0) + 1);
    into.set(downstream, (into.get(downstream) ?? 0) + 1);
  }
  return { into, outOf };
}

function toRowLength(offsets: Int32Array, at: number): number {
  return (offsets[at + 1] ?? 0) - (offsets[at] ?? 0);
}
