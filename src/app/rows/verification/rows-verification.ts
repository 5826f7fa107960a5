import { z } from "zod";
import { SharedRowsPrediction } from "../../../graph/index.ts";
import { DatasetId, Evidence } from "../../../model/index.ts";
import { InputAccount } from "../../../rows/index.ts";
import { ShownMapping } from "../row-request.ts";

export const rowsVerificationVersion = 1;

/** A dataset, or one split of it, on one side of a pair. */
const VerifiedDataset = z.object({
  dataset: DatasetId,
  /** The split that its rows are of; null where that is not known. */
  split: z.string().nullable(),
  /** Named in the question, and not only beside it. */
  isAsked: z.boolean(),
  isInGraph: z.boolean(),
  /** Where its rows come from: as given, from the hub, or from nowhere. */
  origin: z.enum(["given", "hub", "none"]),
  /** What there is to read, and the size that the files have together; of the hub's files once they were needed. */
  files: z.array(z.string()),
  bytes: z.int(),
  /** What was read and how its rows were taken; null where nothing was. */
  account: InputAccount.nullable(),
  mapping: ShownMapping.nullable(),
  /** Why its rows could not be read. */
  problem: z.string().nullable(),
});
export type VerifiedDataset = z.infer<typeof VerifiedDataset>;

/** Unique keys of the one that the other has, in one tier. */
export const PairCount = z.object({
  tier: z.string(),
  scope: z.string(),
  uniqueA: z.int(),
  uniqueB: z.int(),
  shared: z.int(),
  /** How much of the one the other holds: shared / uniqueA, shared / uniqueB. */
  aInB: z.number(),
  bInA: z.number(),
});
export type PairCount = z.infer<typeof PairCount>;

export const PairOutcome = z.enum([
  "predicted-and-found",
  "predicted-not-found",
  "found-not-predicted",
  "not-predicted-not-found",
  "not-scanned",
]);
export type PairOutcome = z.infer<typeof PairOutcome>;

export const NotScannedReason = z.enum(["pair-budget", "row-budget", "no-rows", "unreadable"]);
export type NotScannedReason = z.infer<typeof NotScannedReason>;

/**
 * How an edge is known (DESIGN 3): from text, from rows, from both; `contradicted` where text says that rows were taken over
 * as they are and not one question is shared at any tier.
 */
export const EdgeStanding = z.enum(["documented", "observed", "both", "contradicted"]);
export type EdgeStanding = z.infer<typeof EdgeStanding>;

export const VerifiedPair = z.object({
  /** Positions in `datasets`. */
  a: z.int(),
  b: z.int(),
  /** Null where no path connects the two. */
  prediction: SharedRowsPrediction.nullable(),
  outcome: PairOutcome,
  /** Null for a pair that was scanned. */
  notScanned: NotScannedReason.nullable(),
  /** Every tier of question, pair and triplet; empty where the pair was not scanned. */
  counts: z.array(PairCount),
  /** What the pair says of an edge: of the one that the graph has between the two, or of one that no path would explain. */
  edge: z
    .object({
      /** Null for a pair that no document connects: rows do not say which was first. */
      upstream: DatasetId.nullable(),
      downstream: DatasetId.nullable(),
      standing: EdgeStanding,
      /** What was counted, to be put beside what documents say. */
      evidence: z.array(Evidence),
    })
    .nullable(),
});
export type VerifiedPair = z.infer<typeof VerifiedPair>;

/** What the graph spared. */
export const RowSavings = z.object({
  /** Pairs with rows on both sides that no path connects, and that were therefore not compared. */
  pairs: z.int(),
  /** Look-ups of a row of one side in the other that these would have taken, where both sides were read for other pairs. */
  lookups: z.int(),
  /** Those of the pairs that `lookups` leaves out, since the rows of one side were never counted. */
  pairsUncounted: z.int(),
  /** Datasets whose rows no predicted pair needs, by position, and the size of their files. */
  datasets: z.array(z.int()),
  bytes: z.int(),
  /** Their rows, where every file of theirs states its number; null otherwise: to count them is to read them. */
  rows: z.int().nullable(),
});
export type RowSavings = z.infer<typeof RowSavings>;

/** What rows say about what a graph predicts (roots R3). */
export const RowsVerification = z.object({
  schemaVersion: z.literal(rowsVerificationVersion),
  /** The store, or the file that the graph was read from. */
  graph: z.string(),
  /** What counts as found: at least one key of this tier and scope in common. */
  found: z.object({ tier: z.string(), scope: z.string() }),
  budget: z.object({ pairs: z.int().nullable(), rows: z.int().nullable() }),
  datasets: z.array(VerifiedDataset),
  /** In the order in which they were scanned: predicted ones first, most likely first. */
  pairs: z.array(VerifiedPair),
  outcomes: z.record(PairOutcome, z.int()),
  rowsRead: z.int(),
  /** Rows that were looked up in another dataset. */
  lookups: z.int(),
  saved: RowSavings,
});
export type RowsVerification = z.infer<typeof RowsVerification>;
