import { z } from "zod";
import { DatasetId } from "./ids.ts";
import { Relation } from "./relation.ts";

const edgeRef = { upstream: DatasetId, downstream: DatasetId };

/** What a decision makes of an edge: another source, relation or splits; null leaves the part as it is. */
export const EdgeChange = z.object({
  upstream: DatasetId.nullable(),
  relation: Relation.nullable(),
  splits: z.array(z.string()).nullable(),
});
export type EdgeChange = z.infer<typeof EdgeChange>;

/** What a person decided about one thing. */
export const ReviewAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("accept-edge"), ...edgeRef }),
  z.object({ kind: z.literal("reject-edge"), ...edgeRef }),
  z.object({ kind: z.literal("edit-edge"), ...edgeRef, becomes: EdgeChange }),
  z.object({
    kind: z.literal("add-edge"),
    ...edgeRef,
    relation: Relation,
    /** Splits of the upstream that were used; left out where nothing is said of them. */
    splits: z.array(z.string()).optional(),
  }),
  z.object({ kind: z.literal("remove-edge"), ...edgeRef }),
  z.object({ kind: z.literal("add-alias"), alias: DatasetId, id: DatasetId }),
  z.object({ kind: z.literal("remove-alias"), alias: DatasetId, id: DatasetId }),
  z.object({ kind: z.literal("add-dataset"), id: DatasetId }),
  z.object({ kind: z.literal("remove-dataset"), id: DatasetId }),
  z.object({ kind: z.literal("undo"), event: z.string() }),
]);
export type ReviewAction = z.infer<typeof ReviewAction>;

/** Append-only; events survive re-tracing and reopen only when the evidence behind them changed. */
export const ReviewEvent = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  reason: z.string(),
  action: ReviewAction,
  /** SHA-256 over the sorted quotes the decision was made on; null for things added by hand. */
  evidenceHash: z.string().nullable(),
  /** Shared by decisions that were made as one, and are undone as one; a decision made by itself has none. */
  batch: z.string().optional(),
});
export type ReviewEvent = z.infer<typeof ReviewEvent>;
