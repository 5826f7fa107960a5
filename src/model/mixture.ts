import { z } from "zod";
import { DatasetId } from "./ids.ts";

/** How a list of training data was written down. */
export const MixtureFormat = z.enum(["list", "axolotl", "llama-factory", "trl", "open-instruct"]);
export type MixtureFormat = z.infer<typeof MixtureFormat>;

/** One dataset of a mixture and where the file names it. */
export const MixtureEntry = z.object({
  id: DatasetId,
  /** Counted from 1; a column in UTF-16 code units, null where the format gives no position. */
  line: z.int().min(1),
  column: z.int().min(1).nullable(),
  /** Share, sampling weight or number of rows as the file has it; null when it names none. */
  weight: z.number().nullable(),
  /** Split of the dataset that is trained on; null when the file does not say. */
  split: z.string().nullable(),
  /** The text that names the dataset, as it stands in the file. */
  raw: z.string(),
});
export type MixtureEntry = z.infer<typeof MixtureEntry>;

/** What a model is to be trained on, as a file lists it; entries in the order of the file. */
export const Mixture = z.object({
  /** The file it was read from; null for a list given by hand. */
  source: z.string().nullable(),
  format: MixtureFormat,
  entries: z.array(MixtureEntry),
});
export type Mixture = z.infer<typeof Mixture>;
