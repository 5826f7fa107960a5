import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LineageGraph, type Run, unlimitedBudget } from "../model/index.ts";
import { openStore } from "./open-store.ts";
import { applicationId, migrations } from "./schema.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-run-graphs-"));
  path = join(folder, "store.db");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function makeRun(id: string): Run {
  return {
    id,
    seeds: ["acme/lake"],
    budget: unlimitedBudget,
    startedAt: "2026-11-20T10:00:00.000Z",
    endedAt: "2026-11-20T10:01:00.000Z",
    state: "finished",
    counts: {},
    leftOver: [],
    world: null,
  };
}

function makeGraph(...seeds: string[]): LineageGraph {
  return { schemaVersion: 1, seeds, datasets: [], edges: [], rejected: [] };
}

/** A store as the second version of the schema left it. */
function writeSecondVersion(): void {
  openStore(path).close();
  const database = new DatabaseSync(path);
  database.exec("DROP TABLE run_graph; DROP TABLE graph_text; PRAGMA user_version = 2");
  database.close();
}

describe("the graphs of runs", () => {
  it("are kept as they stood, one copy for equal ones", () => {
    const store = openStore(path);
    for (const id of ["one", "two", "three"]) store.saveRun(makeRun(id));
    store.saveRunGraph("one", [JSON.stringify(makeGraph("acme/lake"))]);
    store.saveRunGraph("two", [JSON.stringify(makeGraph("acme/lake"))]);
    store.saveRunGraph("three", [JSON.stringify(makeGraph("acme/lake", "acme/sea"))]);
    expect(store.findRunGraph("two")).toEqual(makeGraph("acme/lake"));
    expect(store.findRunGraph("three")?.seeds).toEqual(["acme/lake", "acme/sea"]);
    expect(store.findRunGraph("four")).toBeUndefined();
    const hashes = store.loadRunGraphHashes();
    expect([...hashes.keys()]).toEqual(["one", "three", "two"]);
    expect(hashes.get("one")).toBe(hashes.get("two"));
    store.close();
    const database = new DatabaseSync(path);
    expect(database.prepare("SELECT count(*) AS count FROM graph_text").get()).toEqual({ count: 2 });
    database.close();
  });

  it("that were changed in the file are damage, never another graph", () => {
    const store = openStore(path);
    store.saveRun(makeRun("one"));
    store.saveRunGraph("one", [JSON.stringify(makeGraph("acme/lake"))]);
    store.close();
    const database = new DatabaseSync(path);
    database.exec("UPDATE graph_text SET bytes = zeroblob(20)");
    database.close();
    const damaged = openStore(path, { readOnly: true });
    expect(() => damaged.findRunGraph("one")).toThrow("the graph of run one is missing or changed");
    damaged.close();
  });

  it("are added to a store of the second version, whose runs stay", () => {
    writeSecondVersion();
    const old = openStore(path, { readOnly: true });
    expect(old.loadRunGraphHashes().size).toBe(0);
    expect(old.findRunGraph("one")).toBeUndefined();
    old.close();
    const store = openStore(path);
    store.saveRun(makeRun("one"));
    store.saveRunGraph("one", [JSON.stringify(makeGraph("acme/lake"))]);
    expect(store.loadRuns()).toHaveLength(1);
    expect(store.findRunGraph("one")).toEqual(makeGraph("acme/lake"));
    store.close();
  });

  it("are added to a store of the first version", () => {
    const database = new DatabaseSync(path);
    database.exec(`PRAGMA application_id = ${applicationId}`);
    database.exec(migrations[0] ?? "");
    database.exec("PRAGMA user_version = 1");
    database.close();
    const store = openStore(path);
    expect(store.loadRunGraphHashes().size).toBe(0);
    store.close();
  });
});
