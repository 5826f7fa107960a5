import { createHash } from "node:crypto";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import {
  DatasetId,
  type Document,
  isHubId,
  type LineageGraph,
  ModelCall,
  ResolvedClaim,
  ReviewEvent,
  Run,
} from "../model/index.ts";
import { listDamage } from "./damage.ts";
import type { Database, Row } from "./database.ts";
import { acquireLease, type Lease } from "./lease.ts";
import { findRunGraph, loadRunGraphHashes, saveRunGraph } from "./run-graphs.ts";
import { toSealedJson } from "./sealed-json.ts";
import { toCorruptError } from "./store-error.ts";
import {
  type NodeDocument,
  NodeFacts,
  NodeState,
  type NodeVisit,
  StoredDocument,
  type StoredNode,
  StoredTrace,
} from "./stored-node.ts";

export interface StoreCounts {
  readonly nodes: Readonly<Record<NodeState, number>>;
  readonly claims: number;
  readonly documents: number;
  readonly reviews: number;
  readonly runs: number;
  readonly modelCalls: number;
}

/** What is known of datasets: nodes, claims, documents by content hash, runs and reviews, in one SQLite file. */
export class LineageStore {
  readonly path: string;
  readonly #database: Database;

  constructor(database: Database) {
    this.path = database.path;
    this.#database = database;
  }

  /** @throws StemmaError `store-locked` while another process traces into this store. */
  acquireLease(): Lease {
    return acquireLease(this.#database);
  }

  /** Makes the ids known and seeds, without touching what was found out about them. */
  saveSeeds(ids: readonly DatasetId[]): void {
    this.#database.transaction(() => {
      for (const id of ids) {
        this.#database.run(
          "INSERT INTO node (id, state, is_seed) VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET is_seed = 1",
          id,
          toFirstState(id),
        );
      }
    });
  }

  /**
   * Writes everything that the visits yielded, and the upstreams as pending nodes, in one transaction; earlier
   * visits' documents and claims are replaced. Nothing is written when the lease is lost.
   */
  saveVisits(visits: readonly NodeVisit[], lease: Lease): void {
    this.#database.transaction(() => {
      lease.renew();
      for (const visit of visits) {
        this.#saveNode(visit);
        this.#saveDocuments(visit);
        this.#saveClaims(visit);
      }
    });
  }

  #saveNode(visit: NodeVisit): void {
    this.#insertUnknown(visit.id);
    if (visit.aliasOf !== null) this.#insertUnknown(visit.aliasOf);
    this.#database.run(
      "UPDATE node SET state = ?, alias_of = ?, facts = ? WHERE id = ?",
      visit.state,
      visit.aliasOf,
      visit.facts === null ? null : toSealedJson(visit.facts),
      visit.id,
    );
  }

  #insertUnknown(id: DatasetId): void {
    this.#database.run(
      "INSERT INTO node (id, state, is_seed) VALUES (?, ?, 0) ON CONFLICT (id) DO NOTHING",
      id,
      toFirstState(id),
    );
  }

  #saveDocuments(visit: NodeVisit): void {
    this.#database.run("DELETE FROM node_document WHERE node_id = ?", visit.id);
    for (const [position, { document, isOwn, trace }] of visit.documents.entries()) {
      this.#saveText(document);
      const { text: _, ...described } = document;
      this.#database.run(
        "INSERT INTO node_document (node_id, position, sha256, body, traced) VALUES (?, ?, ?, ?, ?)",
        visit.id,
        position,
        document.sha256,
        toSealedJson({ ...described, isOwn }),
        trace === null ? null : toSealedJson(trace),
      );
    }
  }

  #saveText(document: Document): void {
    if (this.#database.get("SELECT 1 FROM document_text WHERE sha256 = ?", document.sha256)) return;
    this.#database.run(
      "INSERT INTO document_text (sha256, length, bytes) VALUES (?, ?, ?)",
      document.sha256,
      document.text.length,
      zstdCompressSync(document.text),
    );
  }

  #saveClaims(visit: NodeVisit): void {
    this.#database.run("DELETE FROM claim WHERE node_id = ?", visit.id);
    for (const [position, resolved] of visit.claims.entries()) {
      this.#insertUnknown(resolved.resolution.id);
      this.#database.run(
        "INSERT INTO claim (node_id, position, upstream, document_sha256, body) VALUES (?, ?, ?, ?, ?)",
        visit.id,
        position,
        resolved.resolution.id,
        resolved.claim.documentSha256,
        toSealedJson(resolved),
      );
    }
  }

  /** Everything `work` loads is from one moment, even while another process traces into the store. */
  readAtOnce<Result>(work: () => Result): Result {
    return this.#database.readAtOnce(work);
  }

  /**
   * A number that stays the same until another connection has written into the store, this process's own included; what
   * is written through this one leaves it as it is. It means nothing to another connection.
   */
  readForeignVersion(): number {
    return Number(this.#database.get("PRAGMA data_version")?.data_version);
  }

  loadNodes(): StoredNode[] {
    return this.#database.all("SELECT * FROM node ORDER BY id").map((row) => this.#toNode(row));
  }

  findNode(id: DatasetId): StoredNode | undefined {
    const row = this.#database.get("SELECT * FROM node WHERE id = ?", id);
    return row === undefined ? undefined : this.#toNode(row);
  }

  #toNode(row: Row): StoredNode {
    const parseId = (value: unknown) => this.#database.check(DatasetId, value, "a node's id");
    const id = parseId(row.id);
    return {
      id,
      state: this.#database.check(NodeState, row.state, `the state of ${id}`),
      isSeed: row.is_seed === 1,
      aliasOf: row.alias_of === null ? null : parseId(row.alias_of),
      facts: row.facts === null ? null : this.#database.parse(NodeFacts, row.facts, `what is known of ${id}`),
    };
  }

  /** Upstream ids by dataset, as claimed; for walking the graph without reading the claims. */
  loadUpstreams(): Map<DatasetId, DatasetId[]> {
    const upstreams = new Map<DatasetId, DatasetId[]>();
    for (const row of this.#database.all("SELECT DISTINCT node_id, upstream FROM claim ORDER BY 1, 2")) {
      const id = String(row.node_id);
      const list = upstreams.get(id);
      if (list === undefined) upstreams.set(id, [String(row.upstream)]);
      else list.push(String(row.upstream));
    }
    return upstreams;
  }

  /** Claims by the dataset whose documents make them, in the order in which they were found. */
  loadClaims(): Map<DatasetId, ResolvedClaim[]> {
    const claims = new Map<DatasetId, ResolvedClaim[]>();
    for (const row of this.#database.all("SELECT * FROM claim ORDER BY node_id, position")) {
      const id = String(row.node_id);
      const claim = this.#toClaim(row);
      const list = claims.get(id);
      if (list === undefined) claims.set(id, [claim]);
      else list.push(claim);
    }
    return claims;
  }

  /** Documents by dataset, without their texts, in the order in which they were read. */
  loadDocuments(): Map<DatasetId, StoredDocument[]> {
    const documents = new Map<DatasetId, StoredDocument[]>();
    for (const row of this.#database.all(
      "SELECT node_id, body FROM node_document ORDER BY node_id, position",
    )) {
      const id = String(row.node_id);
      const document = this.#database.parse(StoredDocument, row.body, `a document of ${id}`);
      const list = documents.get(id);
      if (list === undefined) documents.set(id, [document]);
      else list.push(document);
    }
    return documents;
  }

  /** The documents of one dataset with their texts and what was found in them. */
  loadNodeDocuments(id: DatasetId): NodeDocument[] {
    const rows = this.#database.all(
      "SELECT body, traced FROM node_document WHERE node_id = ? ORDER BY position",
      id,
    );
    return rows.map((row) => {
      const { isOwn, ...described } = this.#database.parse(StoredDocument, row.body, `a document of ${id}`);
      const trace =
        row.traced === null
          ? null
          : this.#database.parse(StoredTrace, row.traced, `the search of a document of ${id}`);
      return { document: { ...described, text: this.loadText(described.sha256) }, isOwn, trace };
    });
  }

  loadClaimsOf(id: DatasetId): ResolvedClaim[] {
    return this.#database
      .all("SELECT * FROM claim WHERE node_id = ? ORDER BY position", id)
      .map((row) => this.#toClaim(row));
  }

  #toClaim(row: Row): ResolvedClaim {
    const what = `a claim about ${row.node_id}`;
    const resolved = this.#database.parse(ResolvedClaim, row.body, what);
    const isInPlace = resolved.resolution.id === row.upstream && resolved.claim.target === row.node_id;
    if (!isInPlace) throw toCorruptError(this.path, `${what} stands in another one's place`);
    return resolved;
  }

  /** @throws StemmaError `corrupt` when the text is gone or is not the one that the hash names. */
  loadText(sha256: string): string {
    const row = this.#database.get("SELECT bytes FROM document_text WHERE sha256 = ?", sha256);
    const text = row?.bytes instanceof Uint8Array ? findText(row.bytes) : undefined;
    if (text !== undefined && createHash("sha256").update(text).digest("hex") === sha256) return text;
    throw toCorruptError(this.path, `the text of document ${sha256} is missing or changed`);
  }

  saveRun(run: Run): void {
    this.#database.run(
      "INSERT INTO run (id, started_at, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
      run.id,
      run.startedAt,
      toSealedJson(run),
    );
  }

  /** Every run ever made, oldest first. */
  loadRuns(): Run[] {
    return this.#database
      .all("SELECT body FROM run ORDER BY started_at, id")
      .map((row) => this.#database.parse(Run, row.body, "a run"));
  }

  /** Keeps the canonical text of the graph as it stood when the run ended. */
  saveRunGraph(runId: string, pieces: Iterable<string>): void {
    saveRunGraph(this.#database, runId, pieces);
  }

  /** Content hashes of the kept graphs by run. */
  loadRunGraphHashes(): Map<string, string> {
    return loadRunGraphHashes(this.#database);
  }

  /** @throws StemmaError `corrupt` when the graph that was kept is gone or changed. */
  findRunGraph(runId: string): LineageGraph | undefined {
    return findRunGraph(this.#database, runId);
  }

  appendReview(event: ReviewEvent): void {
    this.#database.run("INSERT INTO review_event (id, body) VALUES (?, ?)", event.id, toSealedJson(event));
  }

  /** All of them or, where one fails, none. */
  appendReviews(events: readonly ReviewEvent[]): void {
    this.#database.transaction(() => {
      for (const event of events) this.appendReview(event);
    });
  }

  /** Every review in the order of its making. */
  loadReviews(): ReviewEvent[] {
    return this.#database
      .all("SELECT body FROM review_event ORDER BY position")
      .map((row) => this.#database.parse(ReviewEvent, row.body, "a review"));
  }

  /** A line of the ledger of language models; written at once, whatever becomes of the visit that asked. */
  recordModelCall(call: ModelCall): void {
    this.#database.run(
      "INSERT INTO model_call (id, run_id, body) VALUES (?, ?, ?)",
      call.id,
      call.runId,
      toSealedJson(call),
    );
  }

  /** The ledger in the order of its making, of one run or of all; a store of before there was one has none. */
  loadModelCalls(runId: string | null): ModelCall[] {
    if (!this.#hasLedger()) return [];
    return this.#database
      .all("SELECT body FROM model_call WHERE ?1 IS NULL OR run_id = ?1 ORDER BY position", runId)
      .map((row) => this.#database.parse(ModelCall, row.body, "a call of a language model"));
  }

  #hasLedger(): boolean {
    return this.#database.get("SELECT 1 FROM sqlite_schema WHERE name = 'model_call'") !== undefined;
  }

  countAll(): StoreCounts {
    const nodes = { pending: 0, "looked-up": 0, failed: 0, done: 0 };
    for (const row of this.#database.all("SELECT state, count(*) AS count FROM node GROUP BY state")) {
      nodes[NodeState.parse(row.state)] = Number(row.count);
    }
    const count = (table: string) =>
      Number(this.#database.get(`SELECT count(*) AS count FROM ${table}`)?.count);
    return {
      nodes,
      claims: count("claim"),
      documents: count("document_text"),
      reviews: count("review_event"),
      runs: count("run"),
      modelCalls: this.#hasLedger() ? count("model_call") : 0,
    };
  }

  /** What is wrong in the file's structure, indexes and references; empty when it is sound. */
  listDamage(): string[] {
    return listDamage(this.#database);
  }

  close(): void {
    this.#database.close();
  }
}

/** Only what may be on the hub can be visited; a bare name, a repository or a page is as known as it gets. */
function toFirstState(id: DatasetId): NodeState {
  return isHubId(id) ? "pending" : "done";
}

function findText(bytes: Uint8Array): string | undefined {
  try {
    return zstdDecompressSync(bytes).toString("utf8");
  } catch {
    return undefined;
  }
}
