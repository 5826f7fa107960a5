import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { StemmaError } from "../model/index.ts";
import type { Database } from "./database.ts";

const leaseName = "trace";
const lifetimeMs = 30_000;
const heartbeatMs = 5_000;

/**
 * The right to trace into a store, held by one process at a time and kept alive by a heartbeat. A lease whose process
 * has died on this machine, or that has not been renewed for 30 s, is free again.
 */
export interface Lease {
  /** Renews the lease; throws `store-locked` when another process has taken it over meanwhile. */
  renew(): void;
  /** Never throws: a lease that cannot be given back runs out by itself. */
  release(): void;
}

interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  readonly heartbeatAt: number;
}

/** @throws StemmaError `store-locked`, naming the process that holds the lease. */
export function acquireLease(database: Database): Lease {
  const token = randomUUID();
  database.transaction(() => {
    const holder = findHolder(database);
    if (holder !== undefined && isAlive(holder)) throw toHeldError(database.path, holder);
    database.run(
      "INSERT OR REPLACE INTO lease (name, token, pid, host, heartbeat_at) VALUES (?, ?, ?, ?, ?)",
      leaseName,
      token,
      process.pid,
      hostname(),
      Date.now(),
    );
  });
  return startHeartbeat(database, token);
}

function startHeartbeat(database: Database, token: string): Lease {
  const renew = () => {
    const changed = database.run("UPDATE lease SET heartbeat_at = ? WHERE token = ?", Date.now(), token);
    if (changed === 0) throw toLostError(database);
  };
  const timer = setInterval(() => {
    try {
      renew();
    } catch {
      // A lost lease is reported by the next write, which renews in its own transaction.
      clearInterval(timer);
    }
  }, heartbeatMs).unref();
  return {
    renew,
    release: () => {
      clearInterval(timer);
      try {
        database.run("DELETE FROM lease WHERE token = ?", token);
      } catch {
        return;
      }
    },
  };
}

function findHolder(database: Database): Holder | undefined {
  const row = database.get("SELECT token, pid, host, heartbeat_at FROM lease WHERE name = ?", leaseName);
  if (row === undefined) return undefined;
  return {
    token: String(row.token),
    pid: Number(row.pid),
    host: String(row.host),
    heartbeatAt: Number(row.heartbeat_at),
  };
}

function isAlive(holder: Holder): boolean {
  if (Math.abs(Date.now() - holder.heartbeatAt) > lifetimeMs) return false;
  return holder.host !== hostname() || isRunning(holder.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function toHeldError(path: string, holder: Holder): StemmaError {
  return new StemmaError(
    "store-locked",
    `the store ${path} is being traced into by process ${holder.pid} on ${holder.host}`,
    {
      hint: `wait until it has ended or stop it, then run this again; a process that has died frees the store after ${lifetimeMs / 1000} s`,
    },
  );
}

function toLostError(database: Database): StemmaError {
  const holder = findHolder(database);
  const other = holder === undefined ? "another process" : `process ${holder.pid} on ${holder.host}`;
  return new StemmaError("store-locked", `${other} has taken over the tracing into ${database.path}`, {
    hint: "this process was silent for too long; what it had finished is kept, run the command again to go on",
  });
}
