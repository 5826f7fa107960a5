import { createHash } from "node:crypto";
import type { DatasetContent, StandInContent } from "./content.ts";
import { type Reply, toJsonReply } from "./reply.ts";

/** Where large files lie: on another host, at an address with a signature that allows reading it. */
export interface FileHost {
  readonly origin: string;
}

const convertedBranch = "refs/convert/parquet";
const convertedCommit = "c0".repeat(20);
const pageSize = 3;
const largeFile = /\.(?:parquet|arrow|gz|zst)$/;

/** The bytes of a file, by branch and path. */
export type RepositoryFiles = Readonly<Record<string, Readonly<Record<string, Uint8Array | string>>>>;

export function answerCommit(dataset: DatasetContent, revision: string): Reply {
  const branch = findBranch(dataset, revision);
  if (branch === undefined) return unknownRevision;
  return toJsonReply({ _id: dataset.info._id, id: dataset.id, sha: toCommit(dataset, branch) });
}

/** A page of the files at a commit, folders among them. */
export function answerTree(dataset: DatasetContent, revision: string, url: URL): Reply {
  const branch = findBranch(dataset, revision);
  if (branch === undefined) return unknownRevision;
  const entries = Object.entries(dataset.files?.[branch] ?? {}).map(([path, content]) =>
    toEntry(path, content),
  );
  const folders = [
    ...new Set(entries.flatMap(({ path }) => (path.includes("/") ? [path.split("/")[0]] : []))),
  ];
  const all = [...folders.map((path) => ({ type: "directory", path, size: 0 })), ...entries];
  const start = Number(url.searchParams.get("cursor") ?? 0);
  const next = new URL(url);
  next.searchParams.set("cursor", String(start + pageSize));
  const headers = start + pageSize < all.length ? { link: `<${next.href}>; rel="next"` } : undefined;
  return toJsonReply(all.slice(start, start + pageSize), headers);
}

function toEntry(path: string, content: Uint8Array | string) {
  const size = Buffer.byteLength(content);
  const oid = toHash("sha1", content);
  return largeFile.test(path)
    ? { type: "file", oid, size, path, lfs: { oid: toHash("sha256", content), size, pointerSize: 133 } }
    : { type: "file", oid, size, path };
}

/** A small file itself; a large one by a redirect to the other host. */
export function answerResolve(
  dataset: DatasetContent,
  place: { revision: string; file: string },
  host: FileHost,
): Reply {
  const branch = findBranch(dataset, place.revision);
  if (branch === undefined) return unknownRevision;
  const content = dataset.files?.[branch]?.[place.file];
  if (content === undefined) return { status: 404, headers: { "x-error-code": "EntryNotFound" } };
  const headers = { "x-repo-commit": toCommit(dataset, branch) };
  if (!largeFile.test(place.file)) {
    return { status: 200, body: content, headers: { ...headers, etag: `"${toHash("sha1", content)}"` } };
  }
  const location = `${host.origin}/repos/${toHash("sha256", content)}?X-Amz-Signature=s1gned`;
  return { status: 302, headers: { ...headers, location } };
}

/** The other host knows bytes by their hash, and turns away whoever sends a token beside the signature, as real ones do. */
export function answerFileHost(content: StandInContent, url: URL, authorization: string | undefined): Reply {
  if (authorization !== undefined) return { status: 400, body: "Only one auth mechanism allowed" };
  const hash = /^\/repos\/([0-9a-f]{64})$/.exec(url.pathname)?.[1];
  const files = content.ids
    .flatMap((id) => Object.values(content.findDataset(id)?.files ?? {}))
    .flatMap((branch) => Object.values(branch));
  const found = files.find((bytes) => toHash("sha256", bytes) === hash);
  if (found === undefined || url.searchParams.get("X-Amz-Signature") !== "s1gned") return { status: 403 };
  return { status: 200, body: found, headers: { etag: `"${hash}"`, "accept-ranges": "bytes" } };
}

function findBranch(dataset: DatasetContent, revision: string): string | undefined {
  const branches = Object.keys(dataset.files ?? {});
  return branches.find((branch) => branch === revision || toCommit(dataset, branch) === revision);
}

function toCommit(dataset: DatasetContent, branch: string): string {
  return branch === convertedBranch ? convertedCommit : String(dataset.info.sha);
}

const unknownRevision: Reply = {
  status: 404,
  headers: { "x-error-code": "RevisionNotFound", "x-error-message": "Invalid rev id" },
};

function toHash(algorithm: "sha1" | "sha256", content: Uint8Array | string): string {
  return createHash(algorithm).update(content).digest("hex");
}
