import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const PoolState = z.object({
  /** Earliest time of the next request to any host of the pool. */
  nextAt: z.number(),
  blockedUntil: z.number(),
  lanes: z.record(
    z.string(),
    z.object({ blockedUntil: z.number(), remaining: z.number().nullable(), resetAt: z.number() }),
  ),
  /** Requests under way, where concurrency holds for all processes. */
  leases: z.array(z.object({ id: z.string(), machine: z.string(), process: z.number(), until: z.number() })),
});

/** What is known of the limits of one pool of hosts; changed in place inside `update`. */
export type PoolState = z.infer<typeof PoolState>;
export type LaneState = PoolState["lanes"][string];

/** Limits of all pools. `update` is one atomic step among all processes that share the folder. */
export interface LimitLedger {
  update<Result>(pool: string, change: (state: PoolState) => Result): Result;
  close(): void;
}

const databaseName = "limits.sqlite";
const busyTimeoutMs = 2_000;
/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const damagedCodes = new Set([11, 26]);

/**
 * The operating system drops the locks of a killed process, so nothing here can go stale. When the file cannot be used
 * (read-only folder, damaged beyond repair), limits hold within this process.
 */
export function createLimitLedger(folder: string | null): LimitLedger {
  const memory = createMemoryLedger();
  const database = folder === null ? undefined : openDatabase(folder);
  if (database === undefined) return memory;
  return {
    update: (pool, change) => {
      const stored = readState(database, pool);
      if (stored === undefined) return memory.update(pool, change);
      const before = JSON.stringify(stored);
      try {
        const result = change(stored);
        writeState(database, { pool, before, after: JSON.stringify(stored) });
        return result;
      } finally {
        leaveTransaction(database);
      }
    },
    close: () => database.close(),
  };
}

function createMemoryLedger(): LimitLedger {
  const pools = new Map<string, PoolState>();
  return {
    update: (pool, change) => {
      const state = pools.get(pool) ?? createPoolState();
      pools.set(pool, state);
      return change(state);
    },
    close: () => pools.clear(),
  };
}

function createPoolState(): PoolState {
  return { nextAt: 0, blockedUntil: 0, lanes: {}, leases: [] };
}

function openDatabase(folder: string): DatabaseSync | undefined {
  const file = join(folder, databaseName);
  try {
    mkdirSync(folder, { recursive: true });
    return prepare(file);
  } catch (error) {
    return isDamaged(error) ? prepareAnew(file) : undefined;
  }
}

function isDamaged(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && damagedCodes.has(Number(error.errcode));
}

function prepareAnew(file: string): DatabaseSync | undefined {
  try {
    for (const suffix of ["", "-journal"]) rmSync(`${file}${suffix}`, { force: true });
    return prepare(file);
  } catch {
    return undefined;
  }
}

function prepare(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    database.exec("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF;");
    database.exec("CREATE TABLE IF NOT EXISTS pools (pool TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function readState(database: DatabaseSync, pool: string): PoolState | undefined {
  try {
    database.exec("BEGIN IMMEDIATE");
    const row = database.prepare("SELECT state FROM pools WHERE pool = ?").get(pool);
    return row === undefined ? createPoolState() : parseState(row.state);
  } catch {
    leaveTransaction(database);
    return undefined;
  }
}

function parseState(text: unknown): PoolState {
  try {
    return PoolState.parse(JSON.parse(String(text)));
  } catch {
    return createPoolState();
  }
}

function writeState(database: DatabaseSync, change: { pool: string; before: string; after: string }): void {
  try {
    if (change.before !== change.after) {
      database
        .prepare("INSERT INTO pools VALUES (?1, ?2) ON CONFLICT (pool) DO UPDATE SET state = ?2")
        .run(change.pool, change.after);
    }
    database.exec("COMMIT");
  } catch {
    leaveTransaction(database);
  }
}

function leaveTransaction(database: DatabaseSync): void {
  if (database.isTransaction) database.exec("ROLLBACK");
}
