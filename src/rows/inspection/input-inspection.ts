import { z } from "zod";
import { Sample } from "../../model/index.ts";
import { valueKinds } from "../adapters/index.ts";
import { rowCompressions, rowEncodings, rowFormats } from "../readers/row-input.ts";
import { FoundWrapper, RecurringSystem } from "../wrappers/index.ts";
import { healthSigns } from "./row-health.ts";

const Count = z.int().min(0);

export const InspectedColumn = z.strictObject({
  /** As `--map` names it. */
  place: z.string(),
  /** The most frequent kind of its values. */
  kind: z.enum(valueKinds),
  /** How many values are of each kind; null values are in none. */
  kinds: z.partialRecord(z.enum(valueKinds), Count),
  /** Rows looked at whose value is neither null nor empty. */
  filled: Count,
  /** Different values. */
  distinct: Count,
  /** Names inside, where the values are objects or lists of them. */
  fields: z.array(z.string()),
});
export type InspectedColumn = z.infer<typeof InspectedColumn>;

/** A layout that some of the rows fit. */
export const LayoutChoice = z.strictObject({
  adapter: z.string(),
  /** Where each part of a sample stands, as `--map` takes it. */
  map: z.array(z.string()),
  /** Rows that fit, of those that the layout was told from. */
  fits: Count,
});
export type LayoutChoice = z.infer<typeof LayoutChoice>;

/** What a look at an input shows. Counts of rows are of those looked at. */
export const InputInspection = z.strictObject({
  name: z.string(),
  files: z.array(
    z.strictObject({
      file: z.string(),
      format: z.enum(rowFormats),
      compression: z.enum(rowCompressions),
      encoding: z.enum(rowEncodings),
      bytes: Count,
      split: z.string().nullable(),
      looked: Count,
      /** Whether these are all of its rows. */
      isWhole: z.boolean(),
    }),
  ),
  looked: Count,
  broken: Count,
  firstBroken: z.array(
    z.strictObject({
      file: z.string(),
      unit: z.enum(["line", "record"]),
      number: Count,
      reason: z.string(),
      excerpt: z.string(),
    }),
  ),
  notes: z.array(z.strictObject({ message: z.string(), hint: z.string().nullable() })),
  columns: z.array(InspectedColumn),
  /** Rows that the layout was told from. */
  detectedFrom: Count,
  /** The layout, `given` where `--map` says it all; null where none fits, and `problem` says what to do. */
  layout: LayoutChoice.nullable(),
  problem: z.strictObject({ message: z.string(), hint: z.string().nullable() }).nullable(),
  alternatives: z.array(LayoutChoice),
  /** Rows that do not fit, by the layout that they look like; null for none that is known. */
  misfits: z.array(
    z.strictObject({ adapter: z.string().nullable(), columns: z.array(z.string()), rows: Count }),
  ),
  examples: z.array(z.strictObject({ file: z.string(), row: Count, sample: Sample })),
  /** Signs of trouble, in how many rows and where first. */
  health: z.array(
    z.strictObject({
      sign: z.enum(Object.keys(healthSigns) as [keyof typeof healthSigns]),
      rows: Count,
      first: z.strictObject({ file: z.string(), row: Count }),
    }),
  ),
  wrappers: z.array(FoundWrapper),
  systems: z.array(RecurringSystem),
});
export type InputInspection = z.infer<typeof InputInspection>;
