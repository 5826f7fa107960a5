import { compareIds, type DatasetId, type Edge, type ReviewEvent, toIdKey } from "../../model/index.ts";
import type { Agents, DatedDataset } from "../../model/ports/index.ts";
import type { LineageStore, StoredDocument, StoredNode } from "../../store/index.ts";
import { toHandAliases } from "../active-reviews.ts";
import { findFacts, toDay } from "./assemble-datasets.ts";
import { type CanonicalIds, toCanonicalIds } from "./canonical-ids.ts";
import { indexDocuments, toClaimedEdges } from "./draft-edges.ts";

/** What a store says apart from what people decided: everything that takes long to read and to judge. */
export interface DraftedLineage {
  readonly ids: CanonicalIds;
  /** Nodes by canonical id, the one with that id first. */
  readonly nodes: ReadonlyMap<DatasetId, readonly StoredNode[]>;
  readonly documents: ReadonlyMap<DatasetId, readonly StoredDocument[]>;
  /** Claimed edges by downstream. */
  readonly edges: ReadonlyMap<DatasetId, readonly Edge[]>;
  /** Canonical ids of the nodes, sorted. */
  readonly sortedIds: readonly DatasetId[];
  /** Canonical ids in canonical order. */
  readonly seeds: readonly DatasetId[];
  findDates(id: DatasetId): DatedDataset;
  /** True while these reviews leave it open which ids mean the same: only then the drafts hold under them. */
  fits(standing: readonly ReviewEvent[]): boolean;
}

/** The ids of the drafts are those that `standing` reviews make of them. */
export function loadDraftedLineage(
  store: LineageStore,
  agents: Agents,
  standing: readonly ReviewEvent[],
): DraftedLineage {
  const documents = store.loadDocuments();
  const stored = store.loadNodes();
  const ids = toCanonicalIds(listIds(stored, standing), stored, toHandAliases(standing));
  const nodes = Map.groupBy(stored, ({ id }) => ids.toCanonical(id));
  for (const [id, group] of nodes) group.sort((a, b) => compareMembers(id, a, b));
  const seeds = stored.filter(({ isSeed }) => isSeed).map(({ id }) => ids.toCanonical(id));
  const findDates = (id: DatasetId) => toDates(nodes.get(id) ?? []);
  const input = { agents, ids, findDates, findDocument: indexDocuments(documents) };
  const edges = new Map<DatasetId, readonly Edge[]>();
  for (const [id, group] of nodes) {
    // Of one dataset at a time: all claims together take several times the room of the graph that comes of them.
    const claims = group.flatMap((node) => store.loadClaimsOf(node.id));
    const claimed = toClaimedEdges(input, id, claims);
    if (claimed.length > 0) edges.set(id, claimed);
  }
  const readSpellings = createSpellingReader(stored);
  const spellings = readSpellings(standing);
  return {
    ids,
    nodes,
    documents,
    edges,
    findDates,
    sortedIds: [...nodes.keys()].sort(compareIds),
    seeds: [...new Set(seeds)].sort(compareIds),
    fits: (reviews) => readSpellings(reviews) === spellings,
  };
}

/** Ids that reviews name, beside those of the nodes. */
function* listReviewedIds({ action }: ReviewEvent): Iterable<DatasetId> {
  if (action.kind === "edit-edge" && action.becomes.upstream !== null) yield action.becomes.upstream;
  if ("upstream" in action) yield* [action.upstream, action.downstream];
  else if ("id" in action) yield action.id;
}

function* listIds(nodes: readonly StoredNode[], reviews: readonly ReviewEvent[]): Iterable<DatasetId> {
  for (const node of nodes) yield node.id;
  for (const review of reviews) yield* listReviewedIds(review);
}

function compareMembers(id: DatasetId, a: StoredNode, b: StoredNode): number {
  return Number(b.id === id) - Number(a.id === id) || compareIds(a.id, b.id);
}

function toDates(nodes: readonly StoredNode[]): DatedDataset {
  const facts = findFacts(nodes);
  return { released: facts?.released ?? null, lastModified: toDay(facts?.record?.lastModified ?? null) };
}

/**
 * Everything in reviews that bears on which ids mean the same, as text: aliases set by hand, and spellings that no node
 * has. An id that nothing else is spelled like means itself, known or not.
 */
function createSpellingReader(nodes: readonly StoredNode[]): (reviews: readonly ReviewEvent[]) => string {
  const known = new Set(nodes.map(({ id }) => id));
  const knownKeys = new Set(nodes.map(({ id }) => toIdKey(id)));
  return (reviews) => {
    const aliases = [...toHandAliases(reviews)];
    const fresh = new Set(
      reviews.flatMap((review) => [...listReviewedIds(review)]).filter((id) => !known.has(id)),
    );
    const groups = [...Map.groupBy(fresh, toIdKey)];
    const telling = groups.filter(([key, ids]) => aliases.length > 0 || ids.length > 1 || knownKeys.has(key));
    return JSON.stringify([aliases.sort(), telling.flatMap(([, ids]) => ids).sort()]);
  };
}
