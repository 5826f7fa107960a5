import {
  type DatasetId,
  findDatasetIdKind,
  type ImportedEdge,
  type ImportedGraph,
  type ImportedNode,
  type ImportProblem,
  parseDatasetId,
  type RecordPlace,
  StemmaError,
  toUnresolvedId,
} from "../model/index.ts";
import { readEdgeFields, readNodeFields, type SourceRecord } from "./record-fields.ts";

const maxRecordLength = 200;

interface EdgeDraft {
  readonly upstream: string;
  readonly downstream: string;
  readonly fields: Omit<ImportedEdge, "upstream" | "downstream">;
  readonly upstreamOnHub: boolean | null;
  readonly record: unknown;
}

/** What a record of an edge says beside its fields. */
export interface EdgeEnds {
  readonly upstream: unknown;
  readonly downstream: unknown;
  /** Whether the record says that the upstream is on the hub. */
  readonly upstreamOnHub?: boolean | null;
}

/** A graph as it was recorded, and what the person who imports it must know. */
export interface ImportBuild {
  readonly graph: ImportedGraph;
  /** Rejected, but counted where edges are counted as they were recorded. */
  readonly selfEdges: readonly ImportedEdge[];
  readonly problems: readonly ImportProblem[];
}

/** Collects the records of a graph in their order and makes the graph of them, with a word on all that is odd. */
export class ImportBuilder {
  readonly #nodes = new Map<string, ImportedNode>();
  readonly #edges: EdgeDraft[] = [];
  readonly #selfEdges: ImportedEdge[] = [];
  readonly #problems: ImportProblem[] = [];

  addNode(id: unknown, record: SourceRecord, place: RecordPlace): void {
    const text = toText(id);
    if (text === undefined) {
      this.reject("a dataset without an id", record, place);
      return;
    }
    const parsed = this.#toId(text, record, place);
    if (parsed === undefined) return;
    const known = this.#nodes.get(toRecordKey(parsed));
    if (known !== undefined) {
      this.reject(`${text} is listed twice; the first record is kept`, record, place);
      return;
    }
    const { fields, oddities } = readNodeFields(record);
    for (const oddity of oddities) this.tell(oddity, record, place);
    const title = fields.title ?? (parsed === text ? null : text);
    this.#nodes.set(toRecordKey(parsed), { ...fields, id: parsed, title, isListed: true });
  }

  addEdge(ends: EdgeEnds, record: SourceRecord, place: RecordPlace): void {
    const upstream = toText(ends.upstream);
    const downstream = toText(ends.downstream);
    if (upstream === undefined || downstream === undefined) {
      const missing = upstream === undefined ? "upstream" : "downstream";
      this.reject(`an edge without its ${missing}`, record, place);
      return;
    }
    const { fields, oddities } = readEdgeFields(record);
    for (const oddity of oddities) this.tell(oddity, record, place);
    const upstreamOnHub = ends.upstreamOnHub ?? null;
    this.#edges.push({ upstream, downstream, fields: { ...fields, place }, upstreamOnHub, record });
  }

  /** A record that does not get into the graph. */
  reject(reason: string, record: unknown, place: RecordPlace): void {
    this.#problems.push({ ...place, effect: "rejected", reason, record: toShown(record) });
  }

  /** Something odd about a record that is in the graph all the same. */
  tell(reason: string, record: unknown, place: RecordPlace): void {
    this.#problems.push({ ...place, effect: "kept", reason, record: toShown(record) });
  }

  /** Ends that no record lists become nodes of their own; an edge keeps its place in the order. */
  build(): ImportBuild {
    const pairs = new Set<string>();
    const edges = this.#edges.map((draft) => this.#toEdge(draft, pairs)).filter((edge) => edge !== undefined);
    return {
      graph: { nodes: [...this.#nodes.values()], edges },
      selfEdges: this.#selfEdges,
      problems: this.#problems,
    };
  }

  #toEdge(draft: EdgeDraft, pairs: Set<string>): ImportedEdge | undefined {
    const { record, fields } = draft;
    const upstream = this.#toEnd(draft.upstream, draft);
    const downstream = this.#toEnd(draft.downstream, draft);
    if (upstream === undefined || downstream === undefined) return undefined;
    if (upstream === downstream) {
      this.reject(`an edge from ${upstream} to itself`, record, fields.place);
      this.#selfEdges.push({ ...fields, upstream, downstream });
      return undefined;
    }
    for (const [id, onHub] of [
      [upstream, draft.upstreamOnHub],
      [downstream, null],
    ] as const) {
      this.#ensureNode(id, onHub, draft);
    }
    const pair = JSON.stringify([upstream, downstream]);
    if (pairs.has(pair)) this.tell(`${upstream} -> ${downstream} is recorded again`, record, fields.place);
    pairs.add(pair);
    return { ...fields, upstream, downstream };
  }

  /** The id of an end, spelled as the dataset is listed. */
  #toEnd(text: string, { record, fields }: EdgeDraft): DatasetId | undefined {
    const id = this.#toId(text, record, fields.place);
    return id === undefined ? undefined : (this.#nodes.get(toRecordKey(id))?.id ?? id);
  }

  #ensureNode(id: DatasetId, onHub: boolean | null, { record, fields }: EdgeDraft): void {
    if (this.#nodes.has(toRecordKey(id))) return;
    this.tell(`${id} is no dataset that the record lists`, record, fields.place);
    this.#nodes.set(toRecordKey(id), { ...readNodeFields({}).fields, id, isListed: false, onHub });
  }

  #toId(text: string, record: unknown, place: RecordPlace): DatasetId | undefined {
    const id = findId(text);
    if (id !== undefined) return id;
    const unresolved = toUnresolvedId(text);
    if (unresolved === undefined) this.reject(`"${toShown(text)}" cannot name a dataset`, record, place);
    return unresolved;
  }
}

/** Hosts do not tell ids by case; names and addresses are what they are: nothing that is recorded apart is merged. */
function toRecordKey(id: DatasetId): string {
  return /^(?:name|url):/.test(id) ? id : id.toLowerCase();
}

/** An id as people write it, an address included; undefined for what can only be a name. */
function findId(text: string): DatasetId | undefined {
  if (findDatasetIdKind(text) !== undefined) return text;
  try {
    return parseDatasetId(text);
  } catch (error) {
    if (error instanceof StemmaError) return undefined;
    throw error;
  }
}

function toText(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function toShown(record: unknown): string {
  const text = typeof record === "string" ? record : (JSON.stringify(record) ?? "");
  const line = text.replace(/\s+/g, " ");
  return line.length > maxRecordLength ? `${line.slice(0, maxRecordLength)}…` : line;
}
