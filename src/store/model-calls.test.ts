import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ModelCall } from "../model/index.ts";
import { openStore } from "./open-store.ts";
import { applicationId, migrations } from "./schema.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stemma-ledger-"));
  path = join(folder, "store.db");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function makeCall(id: string, runId: string): ModelCall {
  return {
    id,
    runId,
    at: "2026-11-20T10:00:00.000Z",
    role: "tracing",
    task: "trace-passages/1",
    model: "openai/gpt-5.1",
    dataset: "acme/lake",
    state: "answered",
    attempts: [
      {
        kind: "first",
        mode: "json-schema",
        inputTokens: 120,
        outputTokens: null,
        costUsd: null,
        problem: null,
      },
    ],
    droppedParameters: [],
    fingerprint: null,
    raw: null,
  };
}

/** A store as the first version of the schema left it, with a seed in it. */
function writeFirstVersion(): void {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA application_id = ${applicationId}`);
  database.exec(migrations[0] ?? "");
  database.exec("INSERT INTO node (id, state, is_seed) VALUES ('acme/lake', 'pending', 1)");
  database.exec("PRAGMA user_version = 1");
  database.close();
}

describe("the ledger", () => {
  it("gives the calls back in order, of one run or of all", () => {
    const store = openStore(path);
    const calls = [makeCall("a", "one"), makeCall("b", "two"), makeCall("c", "one")];
    for (const call of calls) store.recordModelCall(call);
    expect(store.loadModelCalls(null)).toEqual(calls);
    expect(store.loadModelCalls("one").map(({ id }) => id)).toEqual(["a", "c"]);
    store.close();
  });

  it("is added to a store of the first version, whose nodes stay", () => {
    writeFirstVersion();
    const store = openStore(path);
    store.recordModelCall(makeCall("a", "one"));
    expect(store.loadNodes().map(({ id }) => id)).toEqual(["acme/lake"]);
    expect(store.loadModelCalls(null)).toHaveLength(1);
    store.close();
  });

  it("is empty in a store of the first version that may only be read", () => {
    writeFirstVersion();
    const store = openStore(path, { readOnly: true });
    expect(store.loadModelCalls(null)).toEqual([]);
    store.close();
  });
});
