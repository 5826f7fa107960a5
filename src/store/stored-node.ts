import { z } from "zod";
import {
  Claim,
  DatasetId,
  Document,
  Outcome,
  Profile,
  Quote,
  ReleaseDate,
  type ResolvedClaim,
  UnreadableDocument,
} from "../model/index.ts";

/** How far a dataset's tracing has come; `failed` is done as well as it went and is tried again by the next run. */
export const NodeState = z.enum(["pending", "looked-up", "failed", "done"]);
export type NodeState = z.infer<typeof NodeState>;

/** The hub's record as it was when the dataset was looked up. */
export const StoredRecord = z.object({
  id: DatasetId,
  key: z.string().nullable(),
  revision: z.string().nullable(),
  createdAt: z.string().nullable(),
  lastModified: z.string().nullable(),
  isGated: z.boolean(),
  isDisabled: z.boolean(),
  downloads: z.number().nullable(),
  description: z.string().nullable(),
  tags: z.array(z.string()),
  hasCard: z.boolean().nullable(),
});
export type StoredRecord = z.infer<typeof StoredRecord>;

/** What tracing found out about one dataset, apart from its claims. */
export const NodeFacts = z.object({
  /** Name and version of the agents that read the documents. */
  agents: z.string(),
  record: StoredRecord.nullable(),
  /** Keys that the hub gave the same name before (trust S-12). */
  formerKeys: z.array(z.string()),
  title: z.string().nullable(),
  /** How tracing ended if no edge comes of the claims; with an edge the outcome is `traced`. */
  outcome: Outcome,
  released: ReleaseDate.nullable(),
  profile: Profile,
  unreadable: z.array(UnreadableDocument),
  notes: z.array(z.string()),
});
export type NodeFacts = z.infer<typeof NodeFacts>;

/** What an agent found in one document, kept so that an unchanged document is not read by an agent again. */
export const StoredTrace = z.object({
  agents: z.string(),
  /** What the dataset was called in the search. */
  names: z.array(z.string()),
  claims: z.array(Claim),
  rootStatement: Quote.nullable(),
  wasSearchable: z.boolean(),
  problems: z.array(z.string()),
});
export type StoredTrace = z.infer<typeof StoredTrace>;

export const StoredDocument = Document.omit({ text: true }).extend({ isOwn: z.boolean() });
export type StoredDocument = z.infer<typeof StoredDocument>;

/** A document with its text and what was found in it; `trace` is null when it was kept but not searched. */
export interface NodeDocument {
  readonly document: Document;
  readonly isOwn: boolean;
  readonly trace: StoredTrace | null;
}

export interface StoredNode {
  readonly id: DatasetId;
  readonly state: NodeState;
  readonly isSeed: boolean;
  /** Today's id when the hub says that this one was renamed. */
  readonly aliasOf: DatasetId | null;
  readonly facts: NodeFacts | null;
}

/** Everything that one visit of a dataset yields; written in one transaction. */
export interface NodeVisit {
  readonly id: DatasetId;
  readonly state: NodeState;
  readonly aliasOf: DatasetId | null;
  readonly facts: NodeFacts | null;
  readonly documents: readonly NodeDocument[];
  readonly claims: readonly ResolvedClaim[];
}
