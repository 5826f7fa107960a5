import { z } from "zod";
import { DatasetId } from "../../model/index.ts";
import { type CompactLineage, toAncestorClosure, toCompactLineage } from "../compact/index.ts";
import { requireNode } from "../intersection-report.ts";
import type { LineageIndex } from "../lineage-index.ts";
import { toAncestryWeights, type WeightRow } from "./ancestry-weights.ts";
import { findOverlaps, findOverlapsWith, type Overlap } from "./overlap.ts";

export const similarityReportVersion = 1;

/** A dataset that two others share, or one of the two where the other is made of it. */
export const SharedAncestor = z.object({
  ancestor: DatasetId,
  /** Its path weight in each, 0..1. */
  weightA: z.number(),
  weightB: z.number(),
  /** True when no other shared dataset lies between it and one of the two: here the overlap comes in. */
  isNearest: z.boolean(),
});
export type SharedAncestor = z.infer<typeof SharedAncestor>;

/** How alike the ancestries of datasets are (roots G7): a cheap predictor of the rows they share. */
export const SimilarityReport = z.object({
  schemaVersion: z.literal(similarityReportVersion),
  datasets: z.int(),
  /** Pairs with any ancestry in common, listed or not. */
  pairCount: z.int(),
  /** The most alike first. */
  pairs: z.array(
    z.object({
      a: DatasetId,
      b: DatasetId,
      /** Sum of the smaller weights over the sum of the larger ones; 0..1. */
      similarity: z.number(),
      sharedCount: z.int(),
      /** The one of the two that the other is made of; null where neither is. */
      contained: DatasetId.nullable(),
      /** Nearest first, then by the smaller of the two weights. */
      shared: z.array(SharedAncestor),
    }),
  ),
});
export type SimilarityReport = z.infer<typeof SimilarityReport>;

export interface SimilarityOptions {
  /** Left out, every dataset of the graph. */
  readonly datasets?: readonly DatasetId[];
  /** Only pairs with this dataset. */
  readonly against?: DatasetId;
  readonly maxPairs?: number;
  /** Shared ancestors listed per pair. */
  readonly maxShared?: number;
}

/**
 * Compares the ancestries of all pairs. Datasets on one cycle have the same ancestry.
 *
 * @throws StemmaError `not-found` for a named dataset that the graph does not have, `too-large` for a graph of more than
 * 40,000 datasets.
 */
export function toSimilarityReport(index: LineageIndex, options: SimilarityOptions = {}): SimilarityReport {
  const lineage = toCompactLineage(index);
  const named = options.datasets?.map((id) => requireNode(lineage, id));
  const nodes = [...new Set(named ?? index.graph.datasets.map(({ id }) => requireNode(lineage, id)))].sort(
    (a, b) => a - b,
  );
  const against =
    options.against === undefined ? undefined : nodes.indexOf(requireNode(lineage, options.against));
  const components = Int32Array.from(nodes, (node) => lineage.toComponent(node));
  const weights = toAncestryWeights(lineage.condensation);
  const rows = Array.from(components, (component) => weights[component]);
  const size = options.maxPairs ?? 50;
  const weighed = rows.flatMap((row) => row ?? []);
  const found =
    against === undefined
      ? findOverlaps(weighed, lineage.condensation.graph.nodeCount, size)
      : findOverlapsWith(weighed, against, size);
  return {
    schemaVersion: similarityReportVersion,
    datasets: nodes.length,
    pairCount: countSharing(lineage, components, against),
    pairs: found.map((overlap) => toPair(lineage, { nodes, rows, overlap }, options.maxShared ?? 10)),
  };
}

function countSharing(
  { condensation }: CompactLineage,
  components: Int32Array,
  against: number | undefined,
): number {
  const closure = toAncestorClosure(condensation);
  if (against !== undefined)
    return components.filter(
      (other, at) => at !== against && closure.isSharing(components[against] ?? 0, other),
    ).length;
  let count = 0;
  for (const [at, a] of components.entries())
    for (let other = at + 1; other < components.length; other++)
      if (closure.isSharing(a, components[other] ?? 0)) count += 1;
  return count;
}

interface FoundPair {
  readonly nodes: readonly number[];
  readonly rows: readonly (WeightRow | undefined)[];
  readonly overlap: Overlap;
}

function toPair(lineage: CompactLineage, { nodes, rows, overlap }: FoundPair, maxShared: number) {
  const a = nodes[overlap.a] ?? 0;
  const b = nodes[overlap.b] ?? 0;
  const shared = listShared(lineage, rows, overlap);
  const isShared = (node: number) => shared.some(({ component }) => component === lineage.toComponent(node));
  const isOneCycle = lineage.toComponent(a) === lineage.toComponent(b);
  const contained = isOneCycle ? undefined : [a, b].find(isShared);
  return {
    a: lineage.toId(a),
    b: lineage.toId(b),
    similarity: overlap.similarity,
    sharedCount: shared.length,
    contained: contained === undefined ? null : lineage.toId(contained),
    shared: shared.slice(0, maxShared).map(({ node, weightA, weightB, isNearest }) => ({
      ancestor: lineage.toId(node),
      weightA,
      weightB,
      isNearest,
    })),
  };
}

interface SharedComponent {
  readonly component: number;
  /** The first dataset of the component. */
  readonly node: number;
  readonly weightA: number;
  readonly weightB: number;
  readonly isNearest: boolean;
}

function listShared(lineage: CompactLineage, rows: FoundPair["rows"], { a, b }: Overlap): SharedComponent[] {
  const own = toWeightMap(rows[a]);
  const other = toWeightMap(rows[b]);
  const { offsets, targets } = lineage.condensation.graph.down;
  const isShared = (component: number) => own.has(component) && other.has(component);
  return [...own]
    .filter(([component]) => isShared(component))
    .map(([component, weightA]) => ({
      component,
      node: lineage.ids.findIndex((_, node) => lineage.toComponent(node) === component),
      weightA,
      weightB: other.get(component) ?? 0,
      isNearest: !targets.subarray(offsets[component], offsets[component + 1]).some(isShared),
    }))
    .sort(
      (x, y) =>
        Number(y.isNearest) - Number(x.isNearest) ||
        Math.min(y.weightA, y.weightB) - Math.min(x.weightA, x.weightB) ||
        x.node - y.node,
    );
}

function toWeightMap(row: WeightRow | undefined): Map<number, number> {
  const map = new Map<number, number>();
  for (const [at, column] of row?.columns.entries() ?? []) map.set(column, row?.weights[at] ?? 0);
  return map;
}
