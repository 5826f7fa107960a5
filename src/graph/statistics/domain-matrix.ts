import { z } from "zod";
import { type AnalysisGraph, Domain } from "../../model/index.ts";
import { domainOrder, type NodeMeasures } from "./node-measures.ts";

/** One cell of the paper's Table 2 (roots G2): what comes from one domain into another. */
export const DomainMatrixEntry = z.object({
  upstream: Domain,
  downstream: Domain,
  /** Recorded edges between datasets on the hub. */
  count: z.int(),
  /** Share of `count` in everything that goes into the downstream domain, 0..1; 0 where nothing does. */
  columnShare: z.number(),
  /** The same for different pairs, without edges from a dataset to itself. */
  strictCount: z.int(),
  strictColumnShare: z.number(),
});
export type DomainMatrixEntry = z.infer<typeof DomainMatrixEntry>;

/** One entry per pair of domains; an edge counts once for each pair that its two datasets make up. */
export function toDomainMatrix(
  { edges }: AnalysisGraph,
  datasets: readonly NodeMeasures[],
): DomainMatrixEntry[] {
  const domainsOf = new Map(datasets.map(({ node }) => [node.id, new Set(node.domains)]));
  const recorded = new Map<string, number>();
  const strict = new Map<string, number>();
  const seen = new Set<string>();
  for (const { upstream, downstream } of edges) {
    const pair = JSON.stringify([upstream, downstream]);
    const isNew = upstream !== downstream && !seen.has(pair);
    seen.add(pair);
    for (const from of domainsOf.get(upstream) ?? [])
      for (const to of domainsOf.get(downstream) ?? []) {
        addOne(recorded, toCell(from, to));
        if (isNew) addOne(strict, toCell(from, to));
      }
  }
  return domainOrder.flatMap((upstream) =>
    domainOrder.map((downstream) => ({
      upstream,
      downstream,
      count: recorded.get(toCell(upstream, downstream)) ?? 0,
      columnShare: toColumnShare(recorded, upstream, downstream),
      strictCount: strict.get(toCell(upstream, downstream)) ?? 0,
      strictColumnShare: toColumnShare(strict, upstream, downstream),
    })),
  );
}

const toCell = (upstream: Domain, downstream: Domain) => `${upstream} ${downstream}`;

function addOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function toColumnShare(counts: ReadonlyMap<string, number>, upstream: Domain, downstream: Domain): number {
  const total = domainOrder.reduce((sum, from) => sum + (counts.get(toCell(from, downstream)) ?? 0), 0);
  return total === 0 ? 0 : (counts.get(toCell(upstream, downstream)) ?? 0) / total;
}
