import { z } from "zod";
import { DatasetId, type Edge, EvidencePath } from "../../model/index.ts";
import { type CompactLineage, toCompactLineage } from "../compact/index.ts";
import type { LineageIndex } from "../lineage-index.ts";
import { toEvidencePath } from "../paths.ts";
import { toAncestryWeights } from "../similarity/index.ts";
import { findBestWays } from "./best-ways.ts";
import { keptParts, toKeptPart } from "./carried-share.ts";
import { listMeetings, type Meeting, type MeetingSide } from "./meetings.ts";

/** Rows of a dataset, or of one split of it. */
export interface RowParty {
  readonly dataset: DatasetId;
  /** Null: the rows may be of any split. */
  readonly split: string | null;
}

/** Why two datasets should have rows in common, and how much speaks for it. */
export const SharedRowsPrediction = z.object({
  /** For ordering only: neither a probability nor a share of rows. 0..1. */
  likelihood: z.number(),
  /** Where the two ways begin: one of the two, or an ancestor of both. */
  origin: DatasetId,
  /** The smaller of the origin's path weights in the two (roots G7). */
  weight: z.number(),
  /** What of a row the relations on the two ways leave as it was. */
  keeps: z.enum(keptParts),
  /** The best way from the origin to each of the two; a single id for the origin itself. */
  toA: EvidencePath,
  toB: EvidencePath,
});
export type SharedRowsPrediction = z.infer<typeof SharedRowsPrediction>;

/** A pair of the parties, by position; a < b. */
export interface PredictedPair {
  readonly a: number;
  readonly b: number;
  readonly prediction: SharedRowsPrediction;
}

/**
 * The pairs of parties that should share rows, most likely first: one upstream of the other, or both below a common
 * ancestor. A way counts only if it carries the split of the party it begins at, and two ways from an ancestor only if the
 * splits that they state of it have one in common. Parties that the graph does not know are in no pair.
 *
 * @param isWanted chooses among the pairs; all when left out.
 */
export function predictSharedRows(
  index: LineageIndex,
  parties: readonly RowParty[],
  isWanted: (a: number, b: number) => boolean = () => true,
): PredictedPair[] {
  const predict = createPredictor(index, parties);
  const pairs: PredictedPair[] = [];
  for (const a of parties.keys())
    for (let b = a + 1; b < parties.length; b++) {
      const prediction = isWanted(a, b) ? predict(a, b) : undefined;
      if (prediction !== undefined) pairs.push({ a, b, prediction });
    }
  return pairs.sort((x, y) => y.prediction.likelihood - x.prediction.likelihood || x.a - y.a || x.b - y.b);
}

function createPredictor(index: LineageIndex, parties: readonly RowParty[]) {
  const lineage = toCompactLineage(index);
  const toWeight = createWeights(lineage);
  const sides = new Map<number, MeetingSide>();
  const findSide = (position: number): MeetingSide | undefined => {
    const known = sides.get(position);
    if (known !== undefined) return known;
    const party = parties[position];
    const node = party === undefined ? undefined : lineage.findNode(party.dataset);
    if (party === undefined || node === undefined) return undefined;
    const side = { node, split: party.split, ways: findBestWays(index, lineage, { end: node }) };
    sides.set(position, side);
    return side;
  };
  return (first: number, second: number): SharedRowsPrediction | undefined => {
    const [a, b] = [findSide(first), findSide(second)];
    if (a === undefined || b === undefined || a.node === b.node) return undefined;
    const weighed = listMeetings(index, lineage, { a, b }).map((meeting) => {
      const weight = Math.min(toWeight(meeting.origin, a.node), toWeight(meeting.origin, b.node));
      return { ...meeting, weight, likelihood: meeting.share * ((1 + weight) / 2) };
    });
    const [best] = weighed.sort((x, y) => y.likelihood - x.likelihood || toLength(x) - toLength(y));
    return best === undefined ? undefined : toPrediction(lineage, best);
  };
}

/** The path weight of one node in another, 0 where it does not reach it. */
function createWeights(lineage: CompactLineage): (of: number, within: number) => number {
  const rows = toAncestryWeights(lineage.condensation);
  return (of, within) => {
    const row = rows[lineage.toComponent(within)];
    const at = row?.columns.indexOf(lineage.toComponent(of)) ?? -1;
    return row?.weights[at] ?? 0;
  };
}

function toLength({ toA, toB }: Meeting): number {
  return toA.length + toB.length;
}

function toPrediction(
  lineage: CompactLineage,
  { origin, likelihood, weight, toA, toB }: Meeting & { likelihood: number; weight: number },
): SharedRowsPrediction {
  const id = lineage.toId(origin);
  const toPath = (edges: readonly Edge[]) =>
    toEvidencePath({ ids: [id, ...edges.map(({ downstream }) => downstream)], edges });
  return {
    likelihood,
    origin: id,
    weight,
    keeps: toKeptPart([...toA, ...toB]),
    toA: toPath(toA),
    toB: toPath(toB),
  };
}
