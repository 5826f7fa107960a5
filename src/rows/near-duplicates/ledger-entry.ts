import { z } from "zod";
import { RowName } from "../scan/row-name.ts";
import type { ParquetColumns } from "../writers/write-parquet.ts";
import { dropStages, type RowFates } from "./row-fates.ts";
import type { SignedRowList } from "./signed-row-list.ts";

/** A line of the ledger: one row that was dropped, and why. */
export const NearDuplicateEntry = RowName.extend({
  /** Source label of the row. */
  source: z.string().nullable(),
  stage: z.enum(dropStages),
  /** The row that it equals or is similar to; it need not be kept itself. */
  matched: RowName,
  /** The row that is kept for it. */
  kept: RowName,
  /** Similarity to `matched`: 1 for exact duplicates, null when nobody looked. */
  similarity: z.number().nullable(),
});
export type NearDuplicateEntry = z.infer<typeof NearDuplicateEntry>;

/** Its columns in Parquet. */
export const entryColumns: ParquetColumns = {
  input: "text",
  file: "text",
  row: "integer",
  source: "text",
  stage: "text",
  matched_input: "text",
  matched_file: "text",
  matched_row: "integer",
  kept_input: "text",
  kept_file: "text",
  kept_row: "integer",
  similarity: "number",
};

/** Every dropped row, in order. */
export function* listEntries(fates: RowFates, list: SignedRowList): Iterable<NearDuplicateEntry> {
  for (const { row, stage, matched, kept, similarity } of fates.listDropped()) {
    yield {
      ...list.nameOf(row),
      source: list.sources[list.sourceOf(row)]?.label ?? null,
      stage,
      matched: list.nameOf(matched),
      kept: list.nameOf(kept),
      similarity: Number.isNaN(similarity) ? null : similarity,
    };
  }
}
