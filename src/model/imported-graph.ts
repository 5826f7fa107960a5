import { z } from "zod";
import { DatasetKind, Domain } from "./dataset.ts";
import { DateInterval } from "./dates.ts";
import { EdgeStatus } from "./edge.ts";
import { DatasetId } from "./ids.ts";
import { Relation } from "./relation.ts";

/** Why tracing stopped at a dataset, as another graph records it; `not-said`: it stopped, and that is all. */
export const RecordedEnding = z.enum([
  "no-source-found",
  "released-2020-or-earlier",
  "sources-off-hub",
  "not-said",
]);
export type RecordedEnding = z.infer<typeof RecordedEnding>;

/** A dataset of a graph that somebody else recorded; null or an empty list where the record says nothing. */
export const ImportedNode = z.object({
  id: DatasetId,
  title: z.string().nullable(),
  /** False for the end of an edge that the record does not list as a dataset. */
  isListed: z.boolean(),
  onHub: z.boolean().nullable(),
  domains: z.array(Domain),
  kind: DatasetKind,
  released: DateInterval.nullable(),
  /** Null where tracing went on, and where nothing is recorded. */
  tracingEnded: RecordedEnding.nullable(),
  summary: z.string(),
  methods: z.array(z.string()),
  licenses: z.array(z.string()),
  languages: z.array(z.string()),
  testSplit: z.string().nullable(),
  gated: z.boolean().nullable(),
  downloads: z.number().nullable(),
});
export type ImportedNode = z.infer<typeof ImportedNode>;

/** Where a record stands: file name, 1-based line and path inside it, as far as the format has them. */
export const RecordPlace = z.object({
  file: z.string(),
  line: z.int().min(1).nullable(),
  path: z.string().nullable(),
});
export type RecordPlace = z.infer<typeof RecordPlace>;

/** One recorded edge. A pair that was recorded twice is there twice. */
export const ImportedEdge = z.object({
  upstream: DatasetId,
  downstream: DatasetId,
  /** Null where the record does not say: by spec T8 to be read as `direct-inclusion`. */
  relation: Relation.nullable(),
  splits: z.array(z.string()),
  confidence: z.number().min(0).max(1).nullable(),
  status: EdgeStatus.nullable(),
  /** What the record gives as evidence, in its own words. */
  evidence: z.array(z.string()),
  /** The documents that the record names: addresses, or kinds such as `Paper`. */
  documents: z.array(z.string()),
  place: RecordPlace,
});
export type ImportedEdge = z.infer<typeof ImportedEdge>;

/** A graph as it was recorded: nodes by id, edges in the order of the record, nothing resolved or merged. */
export const ImportedGraph = z.object({
  nodes: z.array(ImportedNode),
  edges: z.array(ImportedEdge),
});
export type ImportedGraph = z.infer<typeof ImportedGraph>;

/** Something about a record that the person who imports it must know; `rejected` records are not in the graph. */
export const ImportProblem = z.object({
  ...RecordPlace.shape,
  effect: z.enum(["rejected", "kept"]),
  reason: z.string(),
  /** The record itself, cut when long. */
  record: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;
