import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compareText, type DatasetId, type DocumentRead, StemmaError } from "../../model/index.ts";
import type { HubHit, HubRecord, PaperRecord, RepositoryRef } from "../../model/ports/index.ts";
import { findArxivId, toAbstractUrl } from "../arxiv/index.ts";
import { toCardUrl, toDatasetJson, toIdPath, toPaperJson } from "../huggingface/index.ts";
import { findPageUrl } from "../web/index.ts";
import {
  type DocumentFactsByFile,
  type Failures,
  indexFiles,
  type Searches,
  type SnapshotHead,
  snapshotVersion,
} from "./snapshot-json.ts";
import { toPagePath, toReadmePath } from "./snapshot-paths.ts";

/**
 * Writes a folder that `openSnapshot` reads back to the same answers. Nothing is seen under the folder's name before
 * `finish`; writing the same thing again replaces it.
 */
export interface SnapshotWriter {
  writeDataset(record: HubRecord): Promise<void>;
  writeCard(id: DatasetId, card: DocumentRead): Promise<void>;
  writePaper(record: PaperRecord): Promise<void>;
  writePaperText(arxivId: string, text: DocumentRead): Promise<void>;
  writeRepository(ref: RepositoryRef, readme: DocumentRead): Promise<void>;
  writePage(url: string, page: DocumentRead): Promise<void>;
  writeSearch(query: string, hits: readonly HubHit[]): void;
  writeRedirect(from: DatasetId, to: DatasetId): void;
  /** `key` is a dataset id or the address of a document. */
  writeFailure(key: string, failure: Failures[string]): void;
  /** Puts the folder in place, instead of an older snapshot where there is one. */
  finish(): Promise<void>;
  /** Removes what was written so far. */
  discard(): Promise<void>;
}

/** @throws StemmaError `usage` when the folder exists and is no snapshot. */
export async function createSnapshotWriter(
  folder: string,
  head: Omit<SnapshotHead, "schemaVersion">,
): Promise<SnapshotWriter> {
  await assertReplaceable(folder);
  const draft = `${folder}.${randomBytes(6).toString("hex")}.part`;
  const redirects: Record<string, DatasetId> = {};
  const pages: Record<string, string> = {};
  const searches: Searches = {};
  const failures: Failures = {};
  const documents: DocumentFactsByFile = {};

  async function write(path: string, text: string): Promise<void> {
    const file = join(draft, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  async function writeDocument(target: { path: string; key: string }, read: DocumentRead): Promise<void> {
    if (read.state === "unreadable") {
      failures[target.key] = { reason: read.reason, detail: read.detail };
      return;
    }
    delete failures[target.key];
    const { url, title, revision, extractor, text } = read.document;
    documents[target.path] = { url, title, revision, extractor };
    await write(target.path, text);
  }

  return {
    async writeDataset(record) {
      delete failures[record.id];
      await write(`datasets/${toIdPath(record.id)}/dataset.json`, toJson(toDatasetJson(record)));
    },
    writeCard: (id, card) =>
      writeDocument({ path: `datasets/${toIdPath(id)}/README.md`, key: toCardUrl(id) }, card),
    writePaper: (record) => write(`papers/${record.arxivId}/paper.json`, toJson(toPaperJson(record))),
    async writePaperText(asked, text) {
      const arxivId = findArxivId(asked);
      if (arxivId === undefined) return;
      await writeDocument({ path: `papers/${arxivId}/paper.md`, key: toAbstractUrl(arxivId) }, text);
    },
    writeRepository: (ref, readme) =>
      writeDocument({ path: toReadmePath(ref), key: toDocumentUrl(readme) }, readme),
    async writePage(asked, page) {
      const url = findPageUrl(asked);
      if (url === undefined) return;
      const path = toPagePath(url);
      if (page.state === "read") pages[url] = path;
      await writeDocument({ path, key: url }, page);
    },
    writeSearch(query, hits) {
      if (hits.length >= (searches[query]?.length ?? 0)) searches[query] = [...hits];
    },
    writeRedirect(from, to) {
      redirects[from] = to;
    },
    writeFailure(key, failure) {
      failures[key] = failure;
    },
    async finish() {
      await write(indexFiles.head, toJson({ schemaVersion: snapshotVersion, ...head }));
      const indexes = { redirects, pages, searches, failures, documents };
      for (const [name, index] of Object.entries(indexes)) {
        await write(indexFiles[name as keyof typeof indexes], toJson(toSorted(index)));
      }
      await replaceFolder(draft, folder);
    },
    discard: () => rm(draft, { recursive: true, force: true }),
  };
}

async function assertReplaceable(folder: string): Promise<void> {
  if (!(await exists(folder)) || (await exists(join(folder, indexFiles.head)))) return;
  throw new StemmaError("usage", `${folder} exists and is not a snapshot`, {
    hint: "name a new folder, or one that holds a snapshot to replace",
  });
}

async function replaceFolder(draft: string, folder: string): Promise<void> {
  const previous = `${draft}.old`;
  const isReplacing = await exists(folder);
  if (isReplacing) await rename(folder, previous);
  await rename(draft, folder);
  await rm(previous, { recursive: true, force: true });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function toDocumentUrl(read: DocumentRead): string {
  return read.state === "read" ? read.document.url : read.url;
}

function toSorted(index: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(index).sort(([a], [b]) => compareText(a, b)));
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
