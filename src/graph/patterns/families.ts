import { z } from "zod";
import { DatasetId } from "../../model/index.ts";
import { type CompactLineage, toCompactLineage } from "../compact/index.ts";
import type { LineageIndex } from "../lineage-index.ts";

/**
 * A family (roots G8): a dataset without upstream and the datasets that descend from it more than from any other.
 * Every member has a direct upstream in the family, so a family hangs together.
 */
export const Family = z.object({
  root: DatasetId,
  /** By share, largest first; the root is not among them. */
  members: z.array(
    z.object({
      id: DatasetId,
      /** How much of it comes down within the family, 0..1. */
      share: z.number(),
    }),
  ),
});
export type Family = z.infer<typeof Family>;

export const FamilyReport = z.object({
  schemaVersion: z.literal(1),
  /** Largest first; roots that nothing descends from are only counted. */
  families: z.array(Family),
  loneRoots: z.int(),
  /** Groups of datasets that are connected at all. */
  islands: z.int(),
});
export type FamilyReport = z.infer<typeof FamilyReport>;

/**
 * Assigns every dataset to one family, from the roots down: a root is wholly of its own; below, the share of a family in a
 * dataset is the mean, over its direct upstreams, of the share of those that belong to the family, and the largest
 * share decides (equal ones: the root whose id comes first). A cycle is one dataset; its first id stands for it.
 */
export function toFamilyReport(index: LineageIndex): FamilyReport {
  const lineage = toCompactLineage(index);
  const { graph, order } = lineage.condensation;
  const familyOf = new Int32Array(graph.nodeCount);
  const shares = new Float64Array(graph.nodeCount);
  const firstNodes = toFirstNodes(lineage);
  for (const component of order) {
    const upstreams = graph.up.targets.subarray(graph.up.offsets[component], graph.up.offsets[component + 1]);
    const joined = findFamily(upstreams, { familyOf, shares, firstNodes });
    familyOf[component] = joined?.family ?? component;
    shares[component] = joined?.share ?? 1;
  }
  const byFamily = Map.groupBy(lineage.ids.keys(), (node) => familyOf[lineage.toComponent(node)] ?? 0);
  const families = [...byFamily].map(([family, nodes]) =>
    toFamily(lineage, { root: firstNodes[family] ?? 0, nodes, shares }),
  );
  const withMembers = families.filter(({ members }) => members.length > 0);
  return {
    schemaVersion: 1,
    families: withMembers.sort((a, b) => b.members.length - a.members.length || (a.root < b.root ? -1 : 1)),
    loneRoots: families.length - withMembers.length,
    islands: countIslands(lineage),
  };
}

/** The lowest node of every component, which has the earliest id. */
function toFirstNodes(lineage: CompactLineage): Int32Array {
  const first = new Int32Array(lineage.condensation.graph.nodeCount).fill(-1);
  for (const node of lineage.ids.keys()) {
    const component = lineage.toComponent(node);
    if (first[component] === -1) first[component] = node;
  }
  return first;
}

interface Assigned {
  readonly familyOf: Int32Array;
  readonly shares: Float64Array;
  readonly firstNodes: Int32Array;
}

function findFamily(upstreams: Int32Array, { familyOf, shares, firstNodes }: Assigned) {
  const sums = new Map<number, number>();
  for (const upstream of upstreams) {
    const family = familyOf[upstream] ?? 0;
    sums.set(family, (sums.get(family) ?? 0) + (shares[upstream] ?? 0) / upstreams.length);
  }
  const [best] = [...sums].sort(([a, x], [b, y]) => y - x || (firstNodes[a] ?? 0) - (firstNodes[b] ?? 0));
  return best === undefined ? undefined : { family: best[0], share: best[1] };
}

function toFamily(
  lineage: CompactLineage,
  {
    root,
    nodes,
    shares,
  }: { readonly root: number; readonly nodes: readonly number[]; readonly shares: Float64Array },
): Family {
  const members = nodes
    .filter((node) => node !== root)
    .map((node) => ({ node, share: shares[lineage.toComponent(node)] ?? 0 }))
    .sort((a, b) => b.share - a.share || a.node - b.node)
    .map(({ node, share }) => ({ id: lineage.toId(node), share }));
  return { root: lineage.toId(root), members };
}

function countIslands({ graph }: CompactLineage): number {
  const seen = new Uint8Array(graph.nodeCount);
  let count = 0;
  for (let start = 0; start < graph.nodeCount; start++) {
    if (seen[start] === 1) continue;
    count += 1;
    seen[start] = 1;
    const queue = [start];
    for (const node of queue)
      for (const { offsets, targets } of [graph.up, graph.down])
        for (const next of targets.subarray(offsets[node], offsets[node + 1])) {
          if (seen[next] === 1) continue;
          seen[next] = 1;
          queue.push(next);
        }
  }
  return count;
}
