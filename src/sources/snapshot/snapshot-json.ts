import { z } from "zod";
import { DatasetId, UnreadableReason } from "../../model/index.ts";
import { DatasetJson } from "../huggingface/index.ts";

export const snapshotVersion = 1;

/** `snapshot.json`: what the folder is and when it was recorded. */
export const SnapshotHead = z.object({
  schemaVersion: z.literal(snapshotVersion),
  title: z.string(),
  note: z.string(),
  recordedAt: z.string(),
});
export type SnapshotHead = z.infer<typeof SnapshotHead>;

/** `datasets/<id>/dataset.json`: the hub's fields and, where its card cannot be read, why. */
export const SnapshotDataset = DatasetJson.extend({ cardAccess: z.enum(["gated", "error"]).optional() });

/** `redirects.json`: names of yesterday to names of today. */
export const Redirects = z.record(z.string(), DatasetId);

/** `pages.json`: addresses to files of this folder. */
export const PageFiles = z.record(z.string(), z.string());

const Hit = DatasetJson.pick({ id: true, downloads: true, createdAt: true });
/** `searches.json`: queries to hits in the hub's order, as ids or with what the hub said of them. */
export const Searches = z.record(z.string(), z.array(z.union([DatasetId, Hit])));
export type Searches = z.infer<typeof Searches>;

/** `failures.json`: what could not be read, by dataset id or document address. */
export const Failures = z.record(z.string(), z.object({ reason: UnreadableReason, detail: z.string() }));
export type Failures = z.infer<typeof Failures>;

const DocumentFacts = z.object({
  url: z.string(),
  title: z.string().nullable(),
  revision: z.string().nullable(),
  extractor: z.string().nullable(),
});
/** `documents.json`: by file, what a recorded text does not say itself. */
export const DocumentFactsByFile = z.record(z.string(), DocumentFacts);
export type DocumentFactsByFile = z.infer<typeof DocumentFactsByFile>;

export const indexFiles = {
  head: "snapshot.json",
  redirects: "redirects.json",
  pages: "pages.json",
  searches: "searches.json",
  failures: "failures.json",
  documents: "documents.json",
} as const;
