import { z } from "zod";
import { DatasetId } from "../model/index.ts";

/**
 * What is known of one dataset before any document is read. `names` point to it on their own; `genericNames` are
 * ordinary words or websites that need the word dataset, corpus or dump beside them; `ambiguousNames` also belong to a
 * model, a method or another dataset.
 */
export const CatalogueEntry = z.strictObject({
  id: DatasetId,
  names: z.array(z.string().min(1)),
  genericNames: z.array(z.string().min(1)).optional(),
  ambiguousNames: z.array(z.string().min(1)).optional(),
  /** One-segment hub ids from before the canonical datasets moved to organisations. */
  legacyIds: z.array(z.string().regex(/^[A-Za-z0-9][\w.-]*$/)).optional(),
  /** Other hub ids with the same content: renamed organisations and re-uploads. */
  copies: z.array(DatasetId).optional(),
  /** `owner/repo` on GitHub where the dataset is published or described. */
  repositories: z.array(z.string().regex(/^[\w.-]+\/[\w.-]+$/)).optional(),
  /** Official sites as `host/path` without scheme, "www." and closing slash; what lies below belongs to the dataset too. */
  homepages: z.array(z.string().regex(/^(?!www\.)(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/[^\s/?#]+)*$/)).optional(),
  /** arXiv ids without version of the dataset's own papers. */
  arxiv: z.array(z.string().regex(/^\d{4}\.\d{4,5}$/)).optional(),
  /** `benchmark`: mostly used to evaluate, which its own train split does not rule out. */
  kind: z.enum(["training-set", "benchmark", "corpus"]),
  splits: z.array(z.string().min(1)).optional(),
  /** Licence identifier as the hub writes it. */
  license: z.string().min(1).optional(),
  /** Where the fact was found. */
  origin: z.string().min(3),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/** A name that stands in documents like a dataset's and is none. */
export const NotDataset = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(["model", "tool", "method", "website", "organisation"]),
  origin: z.string().min(3),
});
export type NotDataset = z.infer<typeof NotDataset>;
