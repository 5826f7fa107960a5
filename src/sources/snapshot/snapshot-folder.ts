import type { z } from "zod";
import { type DatasetId, type Document, type DocumentRead, StemmaError } from "../../model/index.ts";
import { findTextBody, toFailure, toRead, toUnreadable } from "../reading/index.ts";
import { findPageText, toOverloadedPage } from "../web/index.ts";
import { type FolderFiles, openFolderFiles } from "./folder-files.ts";
import {
  DocumentFactsByFile,
  Failures,
  indexFiles,
  PageFiles,
  Redirects,
  Searches,
  SnapshotHead,
} from "./snapshot-json.ts";

const maxRedirects = 10;
const mebibyte = 1024 * 1024;
/** As much as is read over the network. */
const maxMebibytes = { "hub-card": 8, paper: 64, repository: 8, blog: 8 } as const;

type DocumentDefaults = Pick<Document, "url" | "kind"> & {
  readonly toRevision: (text: string) => string | null;
};

/** A snapshot folder with its index files read. */
export interface SnapshotFolder {
  readonly files: FolderFiles;
  readonly head: SnapshotHead;
  /** Follows the renames from an id; undefined when they go in a circle. */
  findCurrentId(asked: DatasetId): DatasetId | undefined;
  readonly pages: z.infer<typeof PageFiles>;
  readonly searches: Searches;
  /** Keys without letter case. */
  readonly failures: ReadonlyMap<string, Failures[string]>;
  /** Reads a document of the folder; what `documents.json` says of the file goes before the defaults. */
  readDocument(path: string, defaults: DocumentDefaults): Promise<DocumentRead>;
}

/** @throws StemmaError `not-found` when the folder is no snapshot, `corrupt` when an index file is broken. */
export async function openSnapshotFolder(folder: string): Promise<SnapshotFolder> {
  const files = await openFolderFiles(folder).catch((cause: unknown) => {
    throw toNoSnapshot(folder, cause);
  });
  if (!files.paths.includes(indexFiles.head)) throw toNoSnapshot(folder);
  const readIndex = async <Index>(path: string, schema: z.ZodType<Index>): Promise<Index> =>
    files.paths.includes(path) ? files.readJson(path, schema) : schema.parse({});
  const head = await files.readJson(indexFiles.head, SnapshotHead);
  const failures = await readIndex(indexFiles.failures, Failures);
  const documents = await readIndex(indexFiles.documents, DocumentFactsByFile);
  const redirects = toLowerKeys(await readIndex(indexFiles.redirects, Redirects));
  return {
    files,
    head,
    findCurrentId: (asked) => findCurrentId(asked, redirects),
    pages: await readIndex(indexFiles.pages, PageFiles),
    searches: await readIndex(indexFiles.searches, Searches),
    failures: toLowerKeys(failures),
    async readDocument(path, defaults) {
      const { toRevision, ...fixed } = defaults;
      const bytes = await files.findBytes(path, maxMebibytes[fixed.kind] * mebibyte);
      if (bytes === undefined) return toUnreadable(fixed.url, toTooLarge(path, maxMebibytes[fixed.kind]));
      const isPage = path.endsWith(".html");
      const body = findTextBody(bytes, isPage ? "text/html" : "text/markdown");
      if (body === undefined) return toUnreadable(fixed.url, toFailure("not-text", `${path} is not text`));
      const text = isPage ? findPageText(body.text, fixed.url) : { ...body, title: null, extractor: null };
      if (text === undefined) return toOverloadedPage(fixed.url);
      return toRead({
        ...fixed,
        title: text.title,
        extractor: text.extractor,
        text: text.text,
        revision: toRevision(text.text),
        fetchedAt: head.recordedAt,
        ...documents[path],
      });
    },
  };
}

function findCurrentId(asked: DatasetId, redirects: ReadonlyMap<string, DatasetId>): DatasetId | undefined {
  let id = asked;
  for (let hops = 0; hops < maxRedirects; hops++) {
    const next = redirects.get(id.toLowerCase());
    if (next === undefined || next === id) return id;
    id = next;
  }
  return undefined;
}

function toLowerKeys<Value>(index: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> {
  return new Map(Object.entries(index).map(([key, value]) => [key.toLowerCase(), value]));
}

function toTooLarge(path: string, limit: number) {
  return toFailure("too-large", `${path} is larger than ${limit} MB`);
}

function toNoSnapshot(folder: string, cause?: unknown): StemmaError {
  return new StemmaError("not-found", `${folder} is not a snapshot: it has no ${indexFiles.head}`, {
    hint: "name the folder that `stemma snapshot` wrote",
    cause,
  });
}
