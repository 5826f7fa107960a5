import { z } from "zod";
import { compareText, Domain } from "../../model/index.ts";
import { domainOrder, type NodeMeasures } from "./node-measures.ts";

const place = { rank: z.int(), id: z.string(), year: z.int().nullable() };

/** The paper's Tables 6 to 8 (roots G4). Equal figures are ordered by id; datasets whose figure is 0 have no place. */
export const Rankings = z.object({
  mostReused: z.array(z.object({ domain: Domain, ...place, outDegree: z.int(), strictOutDegree: z.int() })),
  largestInDegree: z.array(
    z.object({ ...place, domains: z.array(Domain), inDegree: z.int(), strictInDegree: z.int() }),
  ),
  deepest: z.array(z.object({ ...place, domains: z.array(Domain), depth: z.int(), strictDepth: z.int() })),
});
export type Rankings = z.infer<typeof Rankings>;

/** How many places each ranking has; the defaults are those of the paper's tables. */
export interface RankingSizes {
  readonly mostReused?: number;
  readonly largestInDegree?: number;
  readonly deepest?: number;
}

export function toRankings(datasets: readonly NodeMeasures[], sizes: RankingSizes): Rankings {
  const { mostReused = 5, largestInDegree = 10, deepest = 5 } = sizes;
  return {
    mostReused: domainOrder.flatMap((domain) =>
      toPlaces(
        datasets.filter(({ node }) => node.domains.includes(domain)),
        ({ outDegree }) => outDegree,
        mostReused,
      ).map(({ rank, measures: { node, outDegree, strictOutDegree } }) => ({
        domain,
        rank,
        id: node.id,
        year: node.year,
        outDegree,
        strictOutDegree,
      })),
    ),
    largestInDegree: toPlaces(datasets, ({ inDegree }) => inDegree, largestInDegree).map(
      ({ rank, measures: { node, inDegree, strictInDegree } }) => ({
        rank,
        id: node.id,
        year: node.year,
        domains: node.domains,
        inDegree,
        strictInDegree,
      }),
    ),
    deepest: toPlaces(datasets, ({ depth }) => depth, deepest).map(
      ({ rank, measures: { node, depth, strictDepth } }) => ({
        rank,
        id: node.id,
        year: node.year,
        domains: node.domains,
        depth,
        strictDepth,
      }),
    ),
  };
}

function toPlaces(
  datasets: readonly NodeMeasures[],
  toFigure: (measures: NodeMeasures) => number,
  size: number,
): { rank: number; measures: NodeMeasures }[] {
  return datasets
    .filter((measures) => toFigure(measures) > 0)
    .sort((a, b) => toFigure(b) - toFigure(a) || compareText(a.node.id, b.node.id))
    .slice(0, size)
    .map((measures, position) => ({ rank: position + 1, measures }));
}
