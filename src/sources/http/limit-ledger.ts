import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
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
const schema = "CREATE TABLE IF NOT EXISTS pools (pool TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT";
const busyTimeoutMs = 2_000;
/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const damagedCodes = new Set([11, 26]);

/**
 * The operating system drops the locks of a killed process, so nothing here can go stale. When the file cannot be used
 * (read-only folder, damaged beyond repair), limits hold within this process.
 */
export function createLimitLedger(folder: string | null): LimitLedger {
  const memory = createMemoryLedger();
  const file = folder === null ? undefined : openFile(folder);
  if (file === undefined) return memory;
  return {
    update: (pool, change) => {
      const stored = readState(file, pool);
      if (stored === undefined) return memory.update(pool, change);
      const before = JSON.stringify(stored);
      try {
        const result = change(stored);
        writeState(file, { pool, before, after: JSON.stringify(stored) });
        return result;
      } finally {
        leaveTransaction(file);
      }
    },
    close: () => file.database.close(),
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

interface LimitFile {
  readonly database: DatabaseSync;
  readonly select: StatementSync;
  readonly upsert: StatementSync;
}

function openFile(folder: string): LimitFile | undefined {
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

function prepareAnew(file: string): LimitFile | undefined {
  try {
    for (const suffix of ["", "-journal"]) rmSync(`${file}${suffix}`, { force: true });
    return prepare(file);
  } catch {
    return undefined;
  }
}

function prepare(file: string): LimitFile {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    database.exec("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF;");
    database.exec(`BEGIN IMMEDIATE; ${schema}; COMMIT`);
    return {
      database,
      select: database.prepare("SELECT state FROM pools WHERE pool = ?"),
      upsert: database.prepare(
        "INSERT INTO pools VALUES (?1, ?2) ON CONFLICT (pool) DO UPDATE SET state = ?2",
      ),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function readState(file: LimitFile, pool: string): PoolState | undefined {
  try {
    file.database.exec("BEGIN IMMEDIATE");
    const row = file.select.get(pool);
    return row === undefined ? createPoolState() : parseState(row.state);
  } catch {
    leaveTransaction(file);
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

function writeState(file: LimitFile, change: { pool: string; before: string; after: string }): void {
  try {
    if (change.before !== change.after) file.upsert.run(change.pool, change.after);
    file.database.exec("COMMIT");
  } catch {
    leaveTransaction(file);
  }
}

function leaveTransaction({ database }: LimitFile): void {
  if (database.isTransaction) database.exec("ROLLBACK");
}
