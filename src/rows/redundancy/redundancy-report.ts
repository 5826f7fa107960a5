import { z } from "zod";
import { keyScopes } from "../../kernels/index.ts";
import { keyTiers } from "../keys/key-tier.ts";
import { InputAccount } from "../scan/input-account.ts";
import { RowName } from "../scan/row-name.ts";

/** A set of rows that is counted by itself: an input, or the rows of an input with one source label. */
const SourceName = z.strictObject({
  input: z.string(),
  /** The label of the rows; null for the whole input, or for its rows without a label where others have one. */
  label: z.string().nullable(),
});

function perTier<Value extends z.ZodType>(value: Value) {
  return z.partialRecord(z.enum(keyTiers), value);
}

const KeyCount = z.strictObject({
  unique: z.int(),
  /** 1 - unique / rows (roots R1). */
  rate: z.number(),
});

const SourceCount = z.strictObject({
  unique: z.int(),
  rate: z.number(),
  /** Rows of which an earlier row of the same source has the key: rows - unique. */
  ownDuplicates: z.int(),
  /** Keys of the source of which another source has the first row. */
  broughtIn: z.int(),
});

const PairCount = z.strictObject({
  /** Keys of the second that the first owns. */
  unique: z.int(),
  /** Rows of the second with such a key. */
  rows: z.int(),
});

/**
 * How many rows say what another row says. The first of equal rows, in the order of inputs, files and rows, owns the key; the
 * extra rows of a source are its own duplicates and those brought in with other sources, `rows - owned = ownDuplicates +
 * broughtIn`.
 */
export const RedundancyReport = z.strictObject({
  rows: z.int(),
  keys: perTier(KeyCount),
  /** Inputs in their order, each followed by its source labels, the most rows first. */
  bySource: z.array(SourceName.extend({ rows: z.int(), keys: perTier(SourceCount) })),
  /** Pairs of inputs, then pairs of labelled sources, that share a key. */
  pairs: z.array(
    z.strictObject({
      level: z.enum(["input", "label"]),
      first: SourceName,
      second: SourceName,
      keys: perTier(PairCount),
    }),
  ),
  /** What of a row the keys stand for. */
  on: z.enum(keyScopes),
  inputs: z.array(InputAccount),
  /** Groups of equal rows, those with the most copies first; the first rows of each are named. */
  examples: perTier(z.array(z.strictObject({ copies: z.int(), rows: z.array(RowName) }))),
});
export type RedundancyReport = z.infer<typeof RedundancyReport>;
