import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LineageStore } from "./lineage-store.ts";
import { openStore } from "./open-store.ts";
import type { NodeVisit } from "./stored-node.ts";

let folder: string;
let store: LineageStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-lease-"));
  store = openStore(join(folder, "stemma.sqlite"));
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function putHolder(holder: { readonly pid: number; readonly host: string; readonly ageMs: number }): void {
  const database = new DatabaseSync(store.path);
  database
    .prepare("INSERT OR REPLACE INTO lease VALUES ('trace', 'other', ?, ?, ?)")
    .run(holder.pid, holder.host, Date.now() - holder.ageMs);
  database.close();
}

/** The id of a process that has just ended. */
function endedPid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

const visit: NodeVisit = {
  id: "a/b",
  state: "done",
  aliasOf: null,
  facts: null,
  documents: [],
  claims: [],
};

describe("lease", () => {
  it("is held by one at a time and free after its release", () => {
    const other = openStore(store.path);
    const lease = store.acquireLease();
    expect(() => other.acquireLease()).toThrowError(
      expect.objectContaining({
        code: "store-locked",
        message: expect.stringContaining(`process ${process.pid} on ${hostname()}`),
      }),
    );
    lease.release();
    other.acquireLease().release();
    other.close();
  });

  it("passes on at once when its process has died on this machine", () => {
    putHolder({ pid: endedPid(), host: hostname(), ageMs: 0 });
    store.acquireLease().release();
  });

  it("stays with a process of another machine until its heartbeat is old", () => {
    putHolder({ pid: endedPid(), host: "elsewhere", ageMs: 10_000 });
    expect(() => store.acquireLease()).toThrowError(/on elsewhere/);
    putHolder({ pid: endedPid(), host: "elsewhere", ageMs: 31_000 });
    store.acquireLease().release();
  });

  it("lets nothing be written by one who has lost it", () => {
    const lease = store.acquireLease();
    putHolder({ pid: 4_321, host: "elsewhere", ageMs: 0 });
    expect(() => store.saveVisits([visit], lease)).toThrowError(
      expect.objectContaining({
        code: "store-locked",
        message: expect.stringContaining("process 4321 on elsewhere has taken over"),
      }),
    );
    expect(store.loadNodes()).toEqual([]);
    lease.release();
    expect(() => store.acquireLease()).toThrowError(/4321/);
  });
});
