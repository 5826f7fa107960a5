import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type NodeVisit, openStore } from "../../src/store/index.ts";
import { measureWork, printFigures } from "./side-output.ts";

export interface StoredInput {
  readonly id: string;
  readonly text: string;
  readonly sha256: string;
}

const [input = "", folder = "", batchSize = "1"] = process.argv.slice(2);
const documents: readonly StoredInput[] = JSON.parse(readFileSync(input, "utf8"));
const visits = documents.map(toVisit);

const singles = writeStore(join(folder, "singles.db"), 1);
const batched = writeStore(join(folder, "batched.db"), Number(batchSize));
const readBack = readStore(join(folder, "batched.db"));
const fileMegabytes = statSync(join(folder, "batched.db")).size / 1e6;
printFigures({ singles, batched, readBack, fileMegabytes });

/** Documents written in a second. */
function writeStore(path: string, size: number): number {
  const store = openStore(path);
  const lease = store.acquireLease();
  const { wallSeconds } = measureWork(() => {
    for (let start = 0; start < visits.length; start += size) {
      store.saveVisits(visits.slice(start, start + size), lease);
    }
  });
  lease.release();
  store.close();
  return visits.length / wallSeconds;
}

function readStore(path: string): number {
  const store = openStore(path, { readOnly: true });
  const { wallSeconds } = measureWork(() => {
    for (const { id, text } of documents) {
      if (store.loadNodeDocuments(id)[0]?.document.text !== text) throw new Error(`${id} was not read back`);
    }
  });
  store.close();
  return documents.length / wallSeconds;
}

function toVisit({ id, text, sha256 }: StoredInput): NodeVisit {
  const document = {
    url: `https://hub.example/${id}`,
    kind: "hub-card" as const,
    title: null,
    revision: sha256.slice(0, 40),
    sha256,
    text,
    extractor: null,
    fetchedAt: "2026-01-01T00:00:00.000Z",
  };
  const documents = [{ document, isOwn: true, trace: null }];
  return { id, state: "done", aliasOf: null, facts: null, documents, claims: [] };
}
