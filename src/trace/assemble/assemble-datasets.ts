import {
  compareText,
  type Dataset,
  type DatasetId,
  type DocumentRef,
  isHubId,
  type Outcome,
  type UnreadableDocument,
} from "../../model/index.ts";
import type { Agents } from "../../model/ports/index.ts";
import type { NodeFacts, StoredDocument, StoredNode } from "../../store/index.ts";
import { toSubject } from "../visit-input.ts";

export interface DatasetInput {
  readonly id: DatasetId;
  readonly aliases: readonly DatasetId[];
  /** Every node that is this dataset, the one with the dataset's id first. */
  readonly nodes: readonly StoredNode[];
  readonly documents: ReadonlyMap<DatasetId, readonly StoredDocument[]>;
  readonly agents: Agents;
  readonly isSeed: boolean;
  readonly distance: number | null;
  /** Whether an edge of the graph rests on a quote from its documents. */
  readonly hasQuotedEdge: boolean;
}

export function toDataset(input: DatasetInput): Dataset {
  const { id, nodes, agents } = input;
  const facts = findFacts(nodes);
  const record = facts?.record ?? null;
  return {
    id,
    aliases: [...input.aliases],
    title: facts?.title ?? null,
    distance: input.distance,
    isSeed: input.isSeed,
    outcome: toOutcome(input, facts),
    released: facts?.released ?? null,
    lastModified: toDay(record?.lastModified ?? null),
    gated: record?.isGated ?? false,
    hub: record === null ? null : { key: record.key, revision: record.revision, downloads: record.downloads },
    profile: facts?.profile ?? agents.toBareProfile(toSubject(id, null, agents.listNames(null, id, null))),
    documents: toDistinctDocuments(nodes.flatMap((node) => input.documents.get(node.id) ?? [])),
    unreadable: toDistinctUnreadable(nodes.flatMap((node) => node.facts?.unreadable ?? [])),
    notes: toNotes(nodes, facts),
  };
}

/** What counts for the dataset as a whole: the visit under its own id, else the best of those under other ids. */
export function findFacts(nodes: readonly StoredNode[]): NodeFacts | null {
  const known = nodes.flatMap(({ facts }) => (facts === null ? [] : [facts]));
  return known.find(({ record }) => record !== null) ?? known[0] ?? null;
}

export function toDay(time: string | null): string | null {
  return time !== null && /^\d{4}-\d{2}-\d{2}/.test(time) ? time.slice(0, 10) : null;
}

function toOutcome(input: DatasetInput, facts: NodeFacts | null): Outcome {
  if (input.hasQuotedEdge) return { kind: "traced" };
  if (facts !== null) return facts.outcome;
  return isHubId(input.id) ? { kind: "cut-off", reason: "budget" } : { kind: "not-on-hub" };
}

function toNotes(nodes: readonly StoredNode[], facts: NodeFacts | null): string[] {
  const notes = nodes.flatMap((node) => node.facts?.notes ?? []);
  const isWaiting = facts === null && nodes.some((node) => node.state === "pending");
  return [...new Set(isWaiting ? [...notes, "not traced yet"] : notes)];
}

function toDistinctDocuments(documents: readonly StoredDocument[]): DocumentRef[] {
  const refs = documents.map(({ url, kind, revision, sha256 }) => ({ url, kind, revision, sha256 }));
  return toDistinct(refs);
}

function toDistinctUnreadable(documents: readonly UnreadableDocument[]): UnreadableDocument[] {
  return toDistinct(documents.map(({ url, reason, detail }) => ({ url, reason, detail })));
}

function toDistinct<Item extends { readonly url: string }>(items: readonly Item[]): Item[] {
  const distinct = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...distinct].sort(([a], [b]) => compareText(a, b)).map(([, item]) => item);
}
