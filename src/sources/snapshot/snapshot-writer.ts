import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compareText, type DatasetId, type DocumentRead, StemmaError } from "../../model/index.ts";
import type { HubHit, HubRecord, PaperRecord, RepositoryRef } from "../../model/ports/index.ts";
import { findArxivId, toAbstractUrl } from "../arxiv/index.ts";
import { toReadmeUrl } from "../github/index.ts";
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
  return new DraftWriter(folder, { schemaVersion: snapshotVersion, ...head });
}

class DraftWriter implements SnapshotWriter {
  readonly #folder: string;
  readonly #draft: string;
  readonly #head: SnapshotHead;
  readonly #redirects: Record<string, DatasetId> = {};
  readonly #pages: Record<string, string> = {};
  readonly #searches: Searches = {};
  readonly #failures: Failures = {};
  readonly #documents: DocumentFactsByFile = {};

  constructor(folder: string, head: SnapshotHead) {
    this.#folder = folder;
    this.#draft = `${folder}.${randomBytes(6).toString("hex")}.part`;
    this.#head = head;
  }

  async writeDataset(record: HubRecord): Promise<void> {
    delete this.#failures[record.id];
    await this.#write(`datasets/${toIdPath(record.id)}/dataset.json`, toJson(toDatasetJson(record)));
  }

  async writeCard(id: DatasetId, card: DocumentRead): Promise<void> {
    const path = `datasets/${toIdPath(id)}/README.md`;
    await this.#writeDocument({ path, key: toCardUrl(id) }, card);
  }

  async writePaper(record: PaperRecord): Promise<void> {
    const arxivId = findArxivId(record.arxivId);
    if (arxivId === undefined) return;
    await this.#write(`papers/${arxivId}/paper.json`, toJson(toPaperJson(record)));
  }

  async writePaperText(asked: string, text: DocumentRead): Promise<void> {
    const arxivId = findArxivId(asked);
    if (arxivId === undefined) return;
    await this.#writeDocument({ path: `papers/${arxivId}/paper.md`, key: toAbstractUrl(arxivId) }, text);
  }

  async writeRepository(ref: RepositoryRef, readme: DocumentRead): Promise<void> {
    await this.#writeDocument({ path: toReadmePath(ref), key: toReadmeUrl(ref) }, readme);
  }

  async writePage(asked: string, page: DocumentRead): Promise<void> {
    const url = findPageUrl(asked);
    if (url === undefined) return;
    const path = toPagePath(url);
    if (page.state === "read") this.#pages[url] = path;
    await this.#writeDocument({ path, key: url }, page);
  }

  writeSearch(query: string, hits: readonly HubHit[]): void {
    if (hits.length >= (this.#searches[query]?.length ?? 0)) this.#searches[query] = [...hits];
  }

  writeRedirect(from: DatasetId, to: DatasetId): void {
    this.#redirects[from] = to;
  }

  writeFailure(key: string, failure: Failures[string]): void {
    this.#failures[key] = failure;
  }

  async finish(): Promise<void> {
    await this.#write(indexFiles.head, toJson(this.#head));
    await this.#writeIndex(indexFiles.redirects, this.#redirects);
    await this.#writeIndex(indexFiles.pages, this.#pages);
    await this.#writeIndex(indexFiles.searches, this.#searches);
    await this.#writeIndex(indexFiles.failures, this.#failures);
    await this.#writeIndex(indexFiles.documents, this.#documents);
    await replaceFolder(this.#draft, this.#folder);
  }

  async discard(): Promise<void> {
    await rm(this.#draft, { recursive: true, force: true });
  }

  async #writeDocument(target: { path: string; key: string }, read: DocumentRead): Promise<void> {
    if (read.state === "unreadable") {
      this.#failures[target.key] = { reason: read.reason, detail: read.detail };
      return;
    }
    delete this.#failures[target.key];
    const { url, title, revision, extractor, text } = read.document;
    this.#documents[target.path] = { url, title, revision, extractor };
    await this.#write(target.path, text);
  }

  async #write(path: string, text: string): Promise<void> {
    const file = join(this.#draft, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  async #writeIndex(path: string, index: Readonly<Record<string, unknown>>): Promise<void> {
    const sorted = Object.entries(index).sort(([a], [b]) => compareText(a, b));
    await this.#write(path, toJson(Object.fromEntries(sorted)));
  }
}

async function assertReplaceable(folder: string): Promise<void> {
  if (!existsSync(folder) || existsSync(join(folder, indexFiles.head))) return;
  throw new StemmaError("usage", `${folder} exists and is not a snapshot`, {
    hint: "name a new folder, or one that holds a snapshot to replace",
  });
}

async function replaceFolder(draft: string, folder: string): Promise<void> {
  const previous = `${draft}.old`;
  const isReplacing = existsSync(folder);
  if (isReplacing) await rename(folder, previous);
  await rename(draft, folder);
  await rm(previous, { recursive: true, force: true });
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
