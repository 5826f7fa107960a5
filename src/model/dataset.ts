import { z } from "zod";
import { Quote } from "./claim.ts";
import { ReleaseDate } from "./dates.ts";
import { DocumentRef, UnreadableReason } from "./document.ts";
import { DatasetId } from "./ids.ts";

export const Domain = z.enum(["math", "code", "science", "general"]);
export type Domain = z.infer<typeof Domain>;

export const DatasetKind = z.enum(["training-set", "benchmark", "corpus", "unknown"]);
export type DatasetKind = z.infer<typeof DatasetKind>;

/** How a dataset's tracing ended (DESIGN 3). An unreadable card is never a root. */
export const Outcome = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("traced") }),
  z.object({ kind: z.literal("root-declared"), statement: Quote.extend({ documentUrl: z.string() }) }),
  z.object({ kind: z.literal("root-no-statement") }),
  z.object({ kind: z.literal("unreadable"), reason: UnreadableReason, detail: z.string() }),
  z.object({ kind: z.literal("not-on-hub") }),
  z.object({
    kind: z.literal("cut-off"),
    reason: z.enum(["released-2020-or-earlier", "distance", "budget"]),
  }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** What the documents say the dataset is (T4). Empty lists where nothing was said. */
export const Profile = z.object({
  summary: z.string(),
  domains: z.array(Domain),
  /** Construction methods in the field's words: `distillation`, `crowdsourcing`, `filtering` … */
  methods: z.array(z.string()),
  kind: DatasetKind,
  /** Split that a benchmark is scored on. */
  testSplit: z.string().nullable(),
  licenses: z.array(z.string()),
  languages: z.array(z.string()),
});
export type Profile = z.infer<typeof Profile>;

/** A document that was looked for and could not be read; listed so that nothing is silently missing. */
export const UnreadableDocument = z.object({ url: z.string(), reason: UnreadableReason, detail: z.string() });
export type UnreadableDocument = z.infer<typeof UnreadableDocument>;

export const Dataset = z.object({
  id: DatasetId,
  /** Other ids that turned out to be this one (renames, legacy ids, aliases by hand). */
  aliases: z.array(DatasetId),
  title: z.string().nullable(),
  /** Shortest way from a seed in edges; null for a dataset added by hand and not traced. */
  distance: z.int().min(0).nullable(),
  isSeed: z.boolean(),
  outcome: Outcome,
  released: ReleaseDate.nullable(),
  /** Last day on which the dataset is known to have changed (YYYY-MM-DD); null when unknown. */
  lastModified: z.string().nullable(),
  gated: z.boolean(),
  /** The hub's own key (`_id`) and commit: a changed key under the same name is another dataset (trust S-12). */
  hub: z
    .object({ key: z.string().nullable(), revision: z.string().nullable(), downloads: z.number().nullable() })
    .nullable(),
  profile: Profile,
  documents: z.array(DocumentRef),
  unreadable: z.array(UnreadableDocument),
  notes: z.array(z.string()),
});
export type Dataset = z.infer<typeof Dataset>;
