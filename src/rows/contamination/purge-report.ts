import { z } from "zod";
import { keyTiers } from "../keys/key-tier.ts";
import { RowName } from "../scan/row-name.ts";
import type { ParquetColumns } from "../writers/write-parquet.ts";
import { equalParts, MatchFeatures, matchMethods, verdicts } from "./verdict.ts";

/** What is removed: rows that have the pair of a benchmark, or all up to a verdict. */
export const purgeLevels = ["exact", ...verdicts] as const;
export type PurgeLevel = (typeof purgeLevels)[number];

/** records = kept + removed + broken. */
export const PurgeCounts = z.strictObject({
  level: z.enum(purgeLevels),
  /** Lines or records of the training files. */
  records: z.int(),
  kept: z.int(),
  removed: z.int(),
  /** Could not be read, and are in no output. */
  broken: z.int(),
  /** Of those that are kept: the mapping does not fit, so that nothing was looked for in them. */
  unmapped: z.int(),
});
export type PurgeCounts = z.infer<typeof PurgeCounts>;

/** A line of the ledger: a row that was removed, and a benchmark item that it holds. */
export const PurgeEntry = RowName.extend({
  source: z.string().nullable(),
  benchmark: z.string(),
  /** Number of the item's first row in the benchmark, from 0. */
  index: z.int(),
  id: z.string().nullable(),
  tier: z.enum(keyTiers).nullable(),
  equal: z.enum(equalParts).nullable(),
  method: z.enum(matchMethods),
  verdict: z.enum(verdicts),
  containment: z.number(),
  weightedContainment: z.number(),
  answer: MatchFeatures.shape.answer,
  numbers: MatchFeatures.shape.numbers,
});
export type PurgeEntry = z.infer<typeof PurgeEntry>;

/** Its columns in Parquet. */
export const purgeColumns: ParquetColumns = {
  input: "text",
  file: "text",
  row: "integer",
  source: "text",
  benchmark: "text",
  index: "integer",
  id: "text",
  tier: "text",
  equal: "text",
  method: "text",
  verdict: "text",
  containment: "number",
  weightedContainment: "number",
  answer: "text",
  numbers: "text",
};
