import { z } from "zod";
import { RowMapping } from "../adapters/index.ts";
import { RowFileDescription } from "../readers/index.ts";
import { Wrapper } from "../wrappers/index.ts";

/** A part of a file and how its rows are read, as plain data: the same on every machine that has the file. */
export const ScanTask = z.strictObject({
  file: RowFileDescription,
  /** As in a shard; null for the whole file. */
  range: z.strictObject({ start: z.number(), end: z.number() }).nullable(),
  mapping: RowMapping,
  /** Texts around the instruction that are taken off, in the order in which they are tried. */
  strip: z.array(Wrapper).optional(),
});
export type ScanTask = z.infer<typeof ScanTask>;
