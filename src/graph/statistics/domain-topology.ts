import { z } from "zod";
import { Domain } from "../../model/index.ts";
import { domainOrder, type NodeMeasures } from "./node-measures.ts";

/** One line of the paper's Table 1 (roots G1); means and shares are 0 where the domain has no dataset. */
export const DomainTopology = z.object({
  domain: Domain,
  nodes: z.int(),
  /** Means over the domain's datasets. */
  depth: z.number(),
  inDegree: z.number(),
  outDegree: z.number(),
  /** 0..1 */
  rootShare: z.number(),
  strictDepth: z.number(),
  strictInDegree: z.number(),
  strictOutDegree: z.number(),
  strictRootShare: z.number(),
});
export type DomainTopology = z.infer<typeof DomainTopology>;

/** A dataset of several domains counts in each. */
export function toDomainTopology(datasets: readonly NodeMeasures[]): DomainTopology[] {
  return domainOrder.map((domain) => {
    const inside = datasets.filter(({ node }) => node.domains.includes(domain));
    const mean = (toValue: (measures: NodeMeasures) => number) =>
      inside.reduce((sum, measures) => sum + toValue(measures), 0) / Math.max(1, inside.length);
    return {
      domain,
      nodes: inside.length,
      depth: mean(({ depth }) => depth),
      inDegree: mean(({ inDegree }) => inDegree),
      outDegree: mean(({ outDegree }) => outDegree),
      rootShare: mean(({ isRoot }) => Number(isRoot)),
      strictDepth: mean(({ strictDepth }) => strictDepth),
      strictInDegree: mean(({ strictInDegree }) => strictInDegree),
      strictOutDegree: mean(({ strictOutDegree }) => strictOutDegree),
      strictRootShare: mean(({ node }) => Number(node.isReadableRoot)),
    };
  });
}
