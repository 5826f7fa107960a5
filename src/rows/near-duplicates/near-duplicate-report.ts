import { z } from "zod";
import { InputAccount } from "../scan/input-account.ts";
import { RowName } from "../scan/row-name.ts";
import { NearDuplicateSettings } from "./near-duplicate-settings.ts";
import { dropStages } from "./row-fates.ts";

/** A row that was dropped, with the row that it equals or is similar to. */
const ClusterMember = RowName.extend({
  stage: z.enum(dropStages),
  matched: RowName,
  /** Similarity to that row, as it was verified: 1 for exact duplicates, null when nobody looked. */
  similarity: z.number().nullable(),
});

const Cluster = z.strictObject({
  /** The row that is kept. */
  representative: RowName,
  /** The rows that are dropped for it, in order. */
  members: z.array(ClusterMember),
});

/** Rows without duplicates, exact ones first and then near ones (roots C5). */
export const NearDuplicateReport = z.strictObject({
  rows: z.int(),
  exact: z.strictObject({
    /** Rows with the first text of their kind under `norm`. */
    survivors: z.int(),
  }),
  near: z.strictObject({
    /** Similar pairs among the texts that are left then. */
    pairs: z.int(),
    /** False when there were too many to compare all: then there are at least so many pairs. */
    pairsAreAll: z.boolean(),
    survivors: z.int(),
    /** Texts that share a band with another one, and pairs of them that were compared. */
    candidates: z.int(),
    comparisons: z.int(),
    /** Texts that were given up after many comparisons in vain, in a set where nearly all are alike. */
    givenUp: z.int(),
    /** Texts without a token of the unit: they are similar to nothing. */
    tokenless: z.int(),
  }),
  settings: NearDuplicateSettings,
  /** Inputs in their order, each followed by its source labels where it has several, the most rows first. rows = duplicates + survivors. */
  bySource: z.array(
    z.strictObject({
      input: z.string(),
      label: z.string().nullable(),
      rows: z.int(),
      exactDuplicates: z.int(),
      nearDuplicates: z.int(),
      survivors: z.int(),
    }),
  ),
  inputs: z.array(InputAccount),
  /** Groups of rows of which one is kept. */
  clusterCount: z.int(),
  /** The largest of them, where they were asked for. */
  clusters: z.array(Cluster).optional(),
});
export type NearDuplicateReport = z.infer<typeof NearDuplicateReport>;
