import { z } from "zod";
import { Wrapper } from "../../rows/index.ts";

/** What every command on rows takes. */
export const RowRequest = z.object({
  /** Files, folders, quoted globs, `-` or datasets of the hub; `name=` in front names one. */
  inputs: z.array(z.string().min(1)).min(1, "name a file of rows, a folder or a dataset"),
  /** `PART=PLACE`, for all inputs, or `NAME:PART=PLACE` for one. */
  map: z.array(z.string()).default([]),
  /** Which texts around the questions are taken off: `none`, `mined`, or a file of them. */
  strip: z.string().min(1).default("none"),
  /** Worker threads; null for one per core. */
  workers: z.int().min(1).max(256).nullable().default(null),
  /** Folder of intermediate results; null for one in the cache, which is removed at the end. */
  work: z.string().min(1).nullable().default(null),
});
export type RowRequest = z.output<typeof RowRequest>;

/** How the rows of one input were read. */
export const ShownMapping = z.strictObject({
  input: z.string(),
  /** The layout that was recognised, or `given`. */
  adapter: z.string(),
  /** Where each part of a sample stands, as `--map` takes it. */
  parts: z.array(z.string()),
  /** Rows looked at, and those that fit. */
  looked: z.int(),
  fits: z.int(),
  /** Other layouts that fit some of the rows. */
  alternatives: z.array(z.string()),
  /** Texts around the questions that were taken off (roots R4). */
  strip: z.array(Wrapper),
});
export type ShownMapping = z.infer<typeof ShownMapping>;
