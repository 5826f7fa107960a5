import {
  type DatasetId,
  type Outcome,
  type Profile,
  type ReleaseDate,
  StemmaError,
  type UnreadableDocument,
} from "../model/index.ts";
import type { HubRecord } from "../model/ports/index.ts";
import type { NodeFacts, NodeVisit, StoredRecord } from "../store/index.ts";
import { type CollectedDocuments, collectDocuments } from "./collect-documents.ts";
import { type SearchedDocuments, searchDocuments } from "./search-documents.ts";
import { isOldRelease, isPassing, toSubject, type VisitInput } from "./visit-input.ts";

/** Asks the hub for the dataset, reads what speaks for it and finds its upstreams (T1 to T4). Writes nothing. */
export async function visitDataset(input: VisitInput): Promise<NodeVisit> {
  const found = await lookUp(input);
  if (found.state === "ended") return found.visit;
  const collected = await collectDocuments(input, found.record);
  if (collected.isOld) return await toOldVisit(input, found.record, collected);
  const searched = await searchDocuments(input, collected.subject, collected.documents);
  return {
    ...toBareVisit(input, toEndState(collected)),
    facts: {
      ...(await toCollectedFacts(input, found.record, collected, toOutcome(collected, searched))),
      notes: [
        ...toDateNotes(collected.released),
        ...toKeyNotes(input, found.record),
        ...collected.notes,
        ...searched.notes,
      ],
    },
    documents: searched.documents,
    claims: searched.claims,
  };
}

/** Asks the hub only whether the dataset exists and since when; nothing is read (it lies beyond the distance). */
export async function lookUpDataset(input: VisitInput): Promise<NodeVisit> {
  const found = await lookUp(input);
  if (found.state === "ended") return found.visit;
  const released = input.agents.toReleaseDate(found.record, []);
  const reason = isOldRelease(released) ? "released-2020-or-earlier" : "distance";
  return {
    ...toBareVisit(input, "looked-up"),
    facts: {
      ...toFacts(input, found.record, { kind: "cut-off", reason }),
      released,
      notes: toKeyNotes(input, found.record),
    },
  };
}

type Unreadable = Extract<Outcome, { kind: "unreadable" }>;

type LookedUp =
  | { readonly state: "found"; readonly record: HubRecord }
  | { readonly state: "ended"; readonly visit: NodeVisit };

async function lookUp(input: VisitInput): Promise<LookedUp> {
  if (input.record !== null) return { state: "found", record: input.record };
  const lookup = await input.sources.hub.findDataset(input.id, { signal: input.signal });
  if (lookup.state === "missing") {
    return toEnded(input, { kind: "unreadable", reason: "missing", detail: lookup.detail });
  }
  if (lookup.state === "unreadable") {
    return toEnded(input, { kind: "unreadable", reason: lookup.reason, detail: lookup.detail });
  }
  const { record } = lookup;
  input.onRecord(record);
  if (record.id !== input.id) {
    return { state: "ended", visit: { ...toBareVisit(input, "done"), aliasOf: record.id } };
  }
  if (!record.isDisabled) return { state: "found", record };
  return toEnded(
    input,
    { kind: "unreadable", reason: "disabled", detail: "the hub has disabled this dataset" },
    record,
  );
}

function toEnded(input: VisitInput, outcome: Unreadable, record: HubRecord | null = null): LookedUp {
  if (isPassing(outcome.reason)) return { state: "ended", visit: toFailedVisit(input, outcome) };
  return { state: "ended", visit: { ...toBareVisit(input, "done"), facts: toFacts(input, record, outcome) } };
}

/** A failure for now keeps what an earlier visit found; the next run tries again. */
function toFailedVisit(input: VisitInput, outcome: Unreadable): NodeVisit {
  const { earlier } = input;
  const known = earlier?.node.facts;
  const visit = toBareVisit(input, "failed");
  if (earlier === null || !known || known.record === null) {
    return { ...visit, facts: toFacts(input, null, outcome) };
  }
  const note = `could not be asked for again (${outcome.reason}); what was known is kept`;
  const facts = { ...known, notes: [...new Set([...known.notes, note])] };
  return { ...visit, facts, documents: earlier.documents, claims: earlier.claims };
}

async function toOldVisit(
  input: VisitInput,
  record: HubRecord,
  collected: CollectedDocuments,
): Promise<NodeVisit> {
  const outcome: Outcome = { kind: "cut-off", reason: "released-2020-or-earlier" };
  return {
    ...toBareVisit(input, toEndState(collected)),
    facts: {
      ...(await toCollectedFacts(input, record, collected, outcome)),
      notes: [...toKeyNotes(input, record), ...collected.notes],
    },
    documents: collected.documents.map((source) => ({ ...source, trace: null })),
  };
}

function toEndState(collected: CollectedDocuments): "done" | "failed" {
  return collected.unreadable.some(({ reason }) => isPassing(reason)) ? "failed" : "done";
}

/** How tracing ends when nothing is claimed; what could not be read is never a root (DESIGN 3). */
function toOutcome(collected: CollectedDocuments, searched: SearchedDocuments): Outcome {
  if (collected.card.state === "unreadable") {
    const { reason, detail } = collected.card;
    return { kind: "unreadable", reason, detail };
  }
  if (searched.rootStatement !== null) return { kind: "root-declared", statement: searched.rootStatement };
  const failed = collected.unreadable.find(({ reason }) => isPassing(reason));
  if (failed !== undefined) return { kind: "unreadable", reason: failed.reason, detail: toFailure(failed) };
  if (searched.wasSearchable) return { kind: "root-no-statement" };
  return { kind: "unreadable", reason: "missing", detail: "the card is there but says nothing to search" };
}

function toFailure(failed: UnreadableDocument): string {
  return `${failed.url}: ${failed.detail}`;
}

function toBareVisit(input: VisitInput, state: NodeVisit["state"]): NodeVisit {
  return {
    id: input.id,
    state,
    aliasOf: null,
    facts: null,
    documents: [],
    claims: [],
  };
}

async function toCollectedFacts(
  input: VisitInput,
  record: HubRecord,
  collected: CollectedDocuments,
  outcome: Outcome,
): Promise<NodeFacts> {
  const { signal } = input;
  const profile = await input.agents.toProfile(collected.subject, collected.documents, { signal });
  return {
    ...toFacts(input, record, outcome, profile),
    title: findTitle(collected),
    released: collected.released,
    unreadable: [...collected.unreadable],
  };
}

function toFacts(
  input: VisitInput,
  record: HubRecord | null,
  outcome: Outcome,
  profile = toBareProfile(input, record),
): NodeFacts {
  return {
    agents: input.agents.name,
    record: record === null ? null : toStoredRecord(record),
    formerKeys: listFormerKeys(input, record),
    title: null,
    outcome,
    released: null,
    profile,
    unreadable: [],
    notes: [],
  };
}

/** What the name and the record alone tell, where nothing was read. */
function toBareProfile({ agents, id }: VisitInput, record: HubRecord | null): Profile {
  return agents.toBareProfile(toSubject(id, record, agents.listNames(record, id, null)));
}

function toStoredRecord(record: HubRecord): StoredRecord {
  return { ...record, tags: [...record.tags] };
}

function findTitle(collected: CollectedDocuments): string | null {
  return collected.card.state === "read" ? collected.card.document.title : null;
}

function toDateNotes(released: ReleaseDate | null): string[] {
  const isUnknown = released === null || released.source === "floor";
  return isUnknown ? ["release date unknown: expanded all the same"] : [];
}

/** Keys that the hub gave this name before: another dataset may stand under it now (trust S-12). */
function listFormerKeys(input: VisitInput, record: HubRecord | null): string[] {
  const known = input.earlier?.node.facts;
  if (!known) return [];
  const before = known.record?.key ?? null;
  const isChanged = before !== null && record !== null && record.key !== null && before !== record.key;
  return isChanged ? [...new Set([...known.formerKeys, before])] : known.formerKeys;
}

function toKeyNotes(input: VisitInput, record: HubRecord): string[] {
  const former = listFormerKeys(input, record);
  if (former.length === 0) return [];
  return [
    `the hub's key of this name changed (${[...former, record.key ?? "unknown"].join(" -> ")}): it may be another dataset`,
  ];
}

/** What a visit that broke leaves behind, so that one hostile document does not end the whole run. */
export function toBrokenVisit(input: VisitInput, error: unknown): NodeVisit {
  const detail = error instanceof Error ? error.message : String(error);
  const reason =
    error instanceof StemmaError && error.code === "rate-limited" ? "rate-limited" : "bad-response";
  return toFailedVisit(input, { kind: "unreadable", reason, detail: `tracing broke off: ${detail}` });
}

export function listLinks(visit: NodeVisit): { readonly id: DatasetId; readonly isRename: boolean }[] {
  if (visit.aliasOf !== null) return [{ id: visit.aliasOf, isRename: true }];
  const ids = new Set(visit.claims.map(({ resolution }) => resolution.id));
  return [...ids].map((id) => ({ id, isRename: false }));
}
