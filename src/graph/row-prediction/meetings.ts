import type { Edge } from "../../model/index.ts";
import type { CompactLineage } from "../compact/index.ts";
import { isSharingSplit, toBenchmarkSplits, toExposure } from "../contamination/index.ts";
import type { LineageIndex } from "../lineage-index.ts";
import { type BestWays, findBestWays } from "./best-ways.ts";

/** One of the two that are compared. */
export interface MeetingSide {
  readonly node: number;
  /** The split that its rows are of; null: of any. */
  readonly split: string | null;
  readonly ways: BestWays;
}

/** Two ways down from one origin, along which the same rows can have come; the way to the origin itself has no edge. */
export interface Meeting {
  readonly origin: number;
  /** What all edges of the two ways carry together; 0..1. */
  readonly share: number;
  readonly toA: readonly Edge[];
  readonly toB: readonly Edge[];
}

interface Pair {
  readonly a: MeetingSide;
  readonly b: MeetingSide;
}

/** Every origin of the two with its best ways, once for each pair of edges that leave it. */
export function listMeetings(index: LineageIndex, lineage: CompactLineage, { a, b }: Pair): Meeting[] {
  const below = (upper: MeetingSide, lower: MeetingSide) => listDescents({ index, lineage }, upper, lower);
  return [
    ...below(a, b).map(({ share, edges }) => ({ origin: a.node, share, toA: [], toB: edges })),
    ...below(b, a).map(({ share, edges }) => ({ origin: b.node, share, toA: edges, toB: [] })),
    ...listPartings({ index, lineage }, { a, b }),
  ];
}

interface Graph {
  readonly index: LineageIndex;
  readonly lineage: CompactLineage;
}

/** Ways from one of the two straight down to the other that can carry the rows at hand. */
function listDescents({ index, lineage }: Graph, upper: MeetingSide, lower: MeetingSide) {
  if (!lower.ways.nodes.has(upper.node)) return [];
  return index.listEdges(lineage.toId(upper.node), "down").flatMap((edge) => {
    const part = toCarriedPart(lineage, edge, upper);
    const way = part === 0 ? undefined : lower.ways.findFrom(edge);
    return way === undefined ? [] : [{ ...way, share: way.share * part }];
  });
}

/** Of a benchmark whose split nobody states, the other splits are as likely to have been taken. */
const unstatedPart = 0.5;

/** How much of the rows at hand an edge that leaves their dataset can be about; 0 where it states other splits. */
function toCarriedPart(lineage: CompactLineage, edge: Edge, { node, split }: MeetingSide): number {
  const splits = toBenchmarkSplits(lineage, node);
  const isBenchmark = lineage.findDataset(node)?.profile.kind === "benchmark";
  const isScored = split === null || toExposure([split], splits) === "test-split";
  if (isBenchmark && isScored && toExposure(edge.splits, splits) === "possible") return unstatedPart;
  return split === null || isSharingSplit(edge.splits, [split]) ? 1 : 0;
}

/** Pairs of ways that part at an ancestor of both and lead through neither of the two on their way to the other. */
function listPartings({ index, lineage }: Graph, { a, b }: Pair): Meeting[] {
  const avoiding = (side: MeetingSide, other: MeetingSide) =>
    side.ways.nodes.has(other.node)
      ? findBestWays(index, lineage, { end: side.node, avoided: other.node })
      : side.ways;
  const [toA, toB] = [avoiding(a, b), avoiding(b, a)];
  return [...toA.nodes].flatMap((origin) => {
    if (origin === a.node || origin === b.node || !toB.nodes.has(origin)) return [];
    const edges = index.listEdges(lineage.toId(origin), "down");
    const find = (ways: BestWays) => edges.flatMap((edge) => ways.findFrom(edge) ?? []);
    const waysB = find(toB);
    return find(toA).flatMap((wayA) =>
      waysB
        .filter((wayB) => isParting(lineage, wayA.edges[0], wayB.edges[0]))
        .map((wayB) => ({ origin, share: wayA.share * wayB.share, toA: wayA.edges, toB: wayB.edges })),
    );
  });
}

/** Two edges to different datasets that can carry the same rows; ways that begin alike meet further down. */
function isParting(lineage: CompactLineage, edge: Edge | undefined, other: Edge | undefined): boolean {
  if (edge === undefined || other === undefined) return false;
  if (lineage.findNode(edge.downstream) === lineage.findNode(other.downstream)) return false;
  return isSharingSplit(edge.splits, other.splits);
}
