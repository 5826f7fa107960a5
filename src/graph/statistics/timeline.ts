import { z } from "zod";
import { Domain } from "../../model/index.ts";
import { domainOrder, type NodeMeasures } from "./node-measures.ts";

/** One point of the paper's Figure 4 (roots G3). */
export const TimelineEntry = z.object({
  /** Null collects the datasets whose year is not known. */
  year: z.int().nullable(),
  domain: Domain,
  /** `root` where tracing ended, `internal` everything else. */
  kind: z.enum(["internal", "root"]),
  count: z.int(),
  /** The same with only those as roots whose readable documents name no source. */
  strictCount: z.int(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** Datasets per year, domain and kind, in that order; a year that has any has every domain and both kinds. */
export function toTimeline(datasets: readonly NodeMeasures[]): TimelineEntry[] {
  const byYear = Map.groupBy(
    datasets.filter(({ node }) => node.domains.length > 0),
    ({ node }) => node.year,
  );
  const years = [...byYear.keys()].sort(
    (a, b) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY),
  );
  return years.flatMap((year) =>
    domainOrder.flatMap((domain) => {
      const inside = (byYear.get(year) ?? []).filter(({ node }) => node.domains.includes(domain));
      const roots = inside.filter(({ isRoot }) => isRoot).length;
      const strictRoots = inside.filter(({ node }) => node.isReadableRoot).length;
      return [
        {
          year,
          domain,
          kind: "internal" as const,
          count: inside.length - roots,
          strictCount: inside.length - strictRoots,
        },
        { year, domain, kind: "root" as const, count: roots, strictCount: strictRoots },
      ];
    }),
  );
}
