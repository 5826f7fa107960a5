import { z } from "zod";
import type { AnalysisGraph } from "../../model/index.ts";
import { DomainMatrixEntry, toDomainMatrix } from "./domain-matrix.ts";
import { DomainTopology, toDomainTopology } from "./domain-topology.ts";
import { measureNodes } from "./node-measures.ts";
import { type RankingSizes, Rankings, toRankings } from "./rankings.ts";
import { TimelineEntry, toTimeline } from "./timeline.ts";

export const graphStatisticsVersion = 1;

/**
 * The paper's figures for a graph (roots G1 to G4). Fields named as in the paper follow the definitions that give its
 * tables; a field that begins with `strict` follows Stemma's own (docs/explanation/analyses.md).
 */
export const GraphStatistics = z.object({
  schemaVersion: z.literal(graphStatisticsVersion),
  /** Datasets on the hub. */
  nodes: z.int(),
  /** Edges as recorded. */
  edges: z.int(),
  domains: z.array(DomainTopology),
  matrix: z.array(DomainMatrixEntry),
  timeline: z.array(TimelineEntry),
  rankings: Rankings,
  /** Different pairs, without edges from a dataset to itself. */
  strictEdges: z.int(),
  repeatedEdges: z.int(),
  selfLoops: z.int(),
  /** Ids that are named and are no dataset on the hub. */
  unresolved: z.int(),
  /** Datasets on the hub that no domain is known of; they are in no row of `domains`. */
  withoutDomain: z.int(),
  /** Nodes that the graph lists a second time; the first one counts. */
  repeatedNodes: z.int(),
});
export type GraphStatistics = z.infer<typeof GraphStatistics>;

/** Topology by domain, the matrix of domains, the timeline and the rankings of a graph; linear in its size. */
export function toGraphStatistics(graph: AnalysisGraph, sizes: RankingSizes = {}): GraphStatistics {
  const { datasets, compact, unresolved } = measureNodes(graph);
  return {
    schemaVersion: graphStatisticsVersion,
    nodes: datasets.length,
    edges: graph.edges.length,
    domains: toDomainTopology(datasets),
    matrix: toDomainMatrix(graph, datasets),
    timeline: toTimeline(datasets),
    rankings: toRankings(datasets, sizes),
    strictEdges: compact.edgeCount,
    repeatedEdges: compact.repeatedCount,
    selfLoops: compact.selfLoopCount,
    unresolved,
    withoutDomain: datasets.filter(({ node }) => node.domains.length === 0).length,
    repeatedNodes: graph.nodes.length - new Set(graph.nodes.map(({ id }) => id)).size,
  };
}
