import { z } from "zod";
import type { DatasetId } from "../../model/index.ts";
import type {
  CallOptions,
  DatasetByteRange,
  DatasetFile,
  DatasetFilePlace,
  DatasetFiles,
  DatasetTree,
} from "../../model/ports/index.ts";
import type { HttpClient, HttpPurpose, HttpResponse } from "../http/http-client.ts";
import { parseJsonBody } from "../reading/index.ts";
import { toIdPath } from "./addresses.ts";
import { assertTokenAccepted, hubName } from "./failures.ts";
import { type FileCall, toBadResponse, toFilesError, toTransferError } from "./file-failures.ts";
import type { HubEndpoint } from "./hub.ts";

const Revision = z.object({ id: z.string(), sha: z.string().regex(/^[0-9a-f]{40}$/) });
const TreeEntry = z.object({
  type: z.string(),
  path: z.string(),
  size: z.number().int().min(0).default(0),
  lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().min(0) }).nullish(),
});
const TreePage = z.array(TreeEntry);
const mostPages = 200;

/**
 * The files of datasets, of a commit that is looked up once per listing. Bytes come by ranges, over whatever the hub
 * redirects to; the token goes to the hub alone.
 */
export function createDatasetFiles(http: HttpClient, { endpoint }: HubEndpoint): DatasetFiles {
  async function request(url: string, call: Call): Promise<HttpResponse> {
    const { purpose, headers, signal } = call;
    const response = await http.get({ url, purpose, headers, signal }).catch((error: unknown) => {
      throw toTransferError(call, error);
    });
    assertTokenAccepted(response);
    if (response.status !== 200 && response.status !== 206) throw toFilesError(call, response);
    return response;
  }

  async function findRevision(id: DatasetId, revision: string | undefined, signal: AbortSignal | undefined) {
    const part = revision === undefined ? "" : `/revision/${encodeURIComponent(revision)}`;
    const url = `${endpoint}/api/datasets/${toIdPath(id)}${part}?expand=sha`;
    const response = await request(url, { id, revision, purpose: "api", signal });
    return parseBody(response, Revision);
  }

  async function listFiles(
    asked: DatasetId,
    { revision, signal }: CallOptions & { readonly revision?: string | undefined } = {},
  ): Promise<DatasetTree> {
    const { id, sha } = await findRevision(asked, revision, signal);
    const files: DatasetFile[] = [];
    let url: string | undefined = `${endpoint}/api/datasets/${toIdPath(id)}/tree/${sha}?recursive=true`;
    for (let page = 0; url !== undefined; page++) {
      if (page === mostPages) throw toBadResponse(`${id} has more files than can be listed`);
      const response: HttpResponse = await request(url, { id, revision: sha, purpose: "api", signal });
      const entries = parseBody(response, TreePage).filter((entry) => entry.type === "file");
      files.push(...entries.map(toDatasetFile));
      url = findNextPage(url, response);
    }
    return { id, revision: sha, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
  }

  async function readRange(
    file: DatasetFilePlace,
    range: DatasetByteRange,
    { signal }: CallOptions = {},
  ): Promise<Uint8Array> {
    const wanted = { start: range.start, end: Math.min(range.end, file.byteLength) };
    if (wanted.start >= wanted.end) return new Uint8Array();
    const { id, revision, path } = file;
    const address = `${endpoint}/datasets/${toIdPath(id)}/resolve/${encodeURIComponent(revision)}/${toIdPath(path)}`;
    const headers = { range: `bytes=${wanted.start}-${wanted.end - 1}` };
    const response = await request(address, { id, revision, path, purpose: "data", headers, signal });
    return takeRange(file, wanted, response);
  }

  return { listFiles, readRange };
}

interface Call extends FileCall {
  readonly purpose: HttpPurpose;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal: AbortSignal | undefined;
}

function toDatasetFile({ path, size, lfs }: z.output<typeof TreeEntry>): DatasetFile {
  return { path, byteLength: lfs?.size ?? size, sha256: lfs?.oid ?? null };
}

function parseBody<Value>(response: HttpResponse, schema: z.ZodType<Value>): Value {
  const parsed = parseJsonBody(hubName, response, schema);
  if (parsed.state === "failed") throw toBadResponse(parsed.detail);
  return parsed.value;
}

/** Pages are asked for where the first one was, whatever host the link names. */
function findNextPage(url: string, response: HttpResponse): string | undefined {
  const link = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get("link") ?? "")?.[1];
  const cursor = link === undefined ? null : new URL(link, url).searchParams.get("cursor");
  if (cursor === null) return undefined;
  const next = new URL(url);
  next.searchParams.set("cursor", cursor);
  return next.href;
}

/** The asked bytes of an answer, which may be the whole file from a server that knows no ranges. */
function takeRange(
  file: DatasetFilePlace,
  { start, end }: DatasetByteRange,
  response: HttpResponse,
): Uint8Array {
  const { body, status, headers } = response;
  if (status === 200 && body.length === file.byteLength) return body.subarray(start, end);
  const [, from, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
  const isAsked = status === 206 && Number(from) === start && body.length === end - start;
  if (isAsked && (size === "*" || Number(size) === file.byteLength)) return body;
  throw toBadResponse(
    `the hub did not give bytes ${start} to ${end} of ${file.path} of ${file.id}: HTTP ${status} with ${body.length} bytes`,
  );
}
