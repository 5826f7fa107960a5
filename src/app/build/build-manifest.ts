import { z } from "zod";
import { BuildAccount, BuildPlan } from "../../curate/index.ts";
import { DatasetId } from "../../model/index.ts";

export const buildManifestVersion = 1;

/** A file that rows were read from. */
const ReadFile = z.strictObject({
  /** As it was named, and as the rows name it. */
  name: z.string(),
  file: z.string(),
  bytes: z.number(),
  /** Of the file as it lies; null where nobody states it. */
  sha256: z.string().nullable(),
  hashedBy: z.enum(["computed", "stated"]).nullable(),
  revision: z.string().nullable(),
  /** Records that could be read, and those that could not. */
  rows: z.int(),
  broken: z.int(),
});

/** A source or a benchmark as it was read. */
const ReadInput = z.strictObject({
  dataset: DatasetId,
  /** The layout that was recognised, and where the parts of a sample stand. */
  adapter: z.string(),
  mapping: z.array(z.string()),
  files: z.array(ReadFile),
});
export type ReadInput = z.infer<typeof ReadInput>;

/** A file of the set. */
const WrittenFile = z.strictObject({
  /** In the folder of the set. */
  path: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** Null for a file that has no rows. */
  rows: z.int().nullable(),
});
export type WrittenFile = z.infer<typeof WrittenFile>;

/** How a set was built: what went in, what was done with it, and what came out (roots C7). The same inputs give the same bytes. */
export const BuildManifest = z.strictObject({
  version: z.literal(buildManifestVersion),
  name: z.string(),
  /** What made it: stemma, and the packages that its bytes depend on. */
  versions: z.record(z.string(), z.string()),
  seed: z.int(),
  /** The plan with its sources in the order in which their rows win. */
  plan: BuildPlan,
  /** All that removing near-duplicates depends on; null where they were left in. */
  nearDuplicates: z.json(),
  sources: z.array(ReadInput),
  benchmarks: z.array(ReadInput),
  account: BuildAccount,
  /** Sources that were left out whole because they repeat too much. */
  overBudget: z.array(z.strictObject({ dataset: DatasetId, rows: z.int(), repeats: z.int() })),
  /** All files of the set but this one. */
  outputs: z.array(WrittenFile),
});
export type BuildManifest = z.infer<typeof BuildManifest>;

export const manifestName = "manifest.json";
