import { createHash } from "node:crypto";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { LineageGraph } from "../model/index.ts";
import type { Database } from "./database.ts";
import { toCorruptError } from "./store-error.ts";

/** Keeps the graph as it stood when the run ended, given as its canonical text; runs with the same graph share one copy. */
export function saveRunGraph(database: Database, runId: string, pieces: Iterable<string>): void {
  const bytes = Buffer.concat(Array.from(pieces, (piece) => Buffer.from(piece)));
  const sha256 = toSha256(bytes);
  database.transaction(() => {
    if (database.get("SELECT 1 FROM graph_text WHERE sha256 = ?", sha256) === undefined) {
      database.run(
        "INSERT INTO graph_text (sha256, length, bytes) VALUES (?, ?, ?)",
        sha256,
        bytes.length,
        zstdCompressSync(bytes),
      );
    }
    database.run(
      "INSERT INTO run_graph (run_id, sha256) VALUES (?, ?) ON CONFLICT (run_id) DO UPDATE SET sha256 = excluded.sha256",
      runId,
      sha256,
    );
  });
}

/** Content hashes of the graphs by run; a store of before graphs were kept has none. */
export function loadRunGraphHashes(database: Database): Map<string, string> {
  if (!hasRunGraphs(database)) return new Map();
  const rows = database.all("SELECT run_id, sha256 FROM run_graph ORDER BY run_id");
  return new Map(rows.map((row) => [String(row.run_id), String(row.sha256)]));
}

/** @throws StemmaError `corrupt` when the graph that was kept is gone or is not the one that the hash names. */
export function findRunGraph(database: Database, runId: string): LineageGraph | undefined {
  const sha256 = loadRunGraphHashes(database).get(runId);
  if (sha256 === undefined) return undefined;
  const row = database.get("SELECT bytes FROM graph_text WHERE sha256 = ?", sha256);
  const text = row?.bytes instanceof Uint8Array ? findText(row.bytes) : undefined;
  if (text === undefined || toSha256(text) !== sha256)
    throw toCorruptError(database.path, `the graph of run ${runId} is missing or changed`);
  return database.check(LineageGraph, JSON.parse(text), `the graph of run ${runId}`);
}

function hasRunGraphs(database: Database): boolean {
  return database.get("SELECT 1 FROM sqlite_schema WHERE name = 'run_graph'") !== undefined;
}

function toSha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function findText(bytes: Uint8Array): string | undefined {
  try {
    return zstdDecompressSync(bytes).toString("utf8");
  } catch {
    return undefined;
  }
}
