import { z } from "zod";
import { keyTiers } from "../keys/key-tier.ts";
import { InputAccount } from "../scan/input-account.ts";
import { RowName } from "../scan/row-name.ts";
import { MatchFeatures, matchMethods, verdicts } from "./verdict.ts";

/** Contamination at one key (roots R2): unique pairs of the benchmark under it, and those that training rows have as a pair. */
const KeyContamination = z.strictObject({ unique: z.int(), found: z.int(), rate: z.number() });

/** A training row in which a benchmark item stands. */
const ContaminatedRow = RowName.extend({
  /** Source label of the row. */
  source: z.string().nullable(),
  /** The first key under which the row is the item; null where it is by none. */
  tier: z.enum(keyTiers).nullable(),
  method: z.enum(matchMethods),
  verdict: z.enum(verdicts),
  features: MatchFeatures,
  excerpt: z.string(),
});

const BenchmarkPlace = z.strictObject({
  /** Number of the item's first row among the rows of the benchmark, from 0. */
  index: z.int(),
  id: z.string().nullable(),
  excerpt: z.string(),
});

/** One unique pair of the benchmark that was found. */
const FoundItem = z.strictObject({
  benchmark: BenchmarkPlace,
  /** The best of its rows. */
  verdict: z.enum(verdicts),
  tier: z.enum(keyTiers).nullable(),
  rowCount: z.int(),
  /** The surest first, then in their order; no more than were asked for. */
  rows: z.array(ContaminatedRow),
});
export type FoundItem = z.infer<typeof FoundItem>;

export const BenchmarkContamination = z.strictObject({
  benchmark: z.strictObject({ name: z.string(), rows: z.int(), answered: z.int() }),
  train: z.strictObject({ rows: z.int() }),
  keys: z.record(z.enum(keyTiers), KeyContamination),
  /** Unique pairs that no key found, up to `skeleton`, by the best verdict on them. */
  near: z.strictObject({ confirmed: z.int(), likely: z.int(), review: z.int() }),
  /** Where they were asked for; else empty. */
  items: z.array(FoundItem),
});
export type BenchmarkContamination = z.infer<typeof BenchmarkContamination>;

/** A training row, and the benchmark items that stand in it. */
const RowContamination = RowName.extend({
  source: z.string().nullable(),
  verdict: z.enum(verdicts),
  items: z.array(
    BenchmarkPlace.omit({ excerpt: true }).extend({
      benchmark: z.string(),
      tier: z.enum(keyTiers).nullable(),
      method: z.enum(matchMethods),
      verdict: z.enum(verdicts),
    }),
  ),
});
export type RowContamination = z.infer<typeof RowContamination>;

export const ContaminationFindings = z.strictObject({
  benchmarks: z.array(BenchmarkContamination),
  /** Where they were asked for: the training rows with an item, in order. */
  rows: z.array(RowContamination).optional(),
  /** What was read: the benchmarks, then the training inputs. */
  inputs: z.array(InputAccount),
  /** What makes the figures doubtful. */
  warnings: z.array(z.string()),
});
export type ContaminationFindings = z.infer<typeof ContaminationFindings>;
