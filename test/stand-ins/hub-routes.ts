import type { DatasetContent, PaperContent, StandInContent } from "./content.ts";
import { answerCommit, answerResolve, answerTree, type FileHost } from "./hub-files.ts";
import { type Reply, toJsonReply, toTextReply, unknownRoute } from "./reply.ts";

export interface HubRequest {
  readonly url: URL;
  readonly authorization: string | undefined;
  /** Where large files lie. */
  readonly fileHost: FileHost;
}

export const badToken = "hf_bad";
const defaultPageSize = 100;
const alwaysSent = new Set(["_id", "id"]);

export function answerHub(content: StandInContent, request: HubRequest): Reply {
  const path = decodeURIComponent(request.url.pathname);
  if (request.authorization === `Bearer ${badToken}`) return badCredentials;
  if (path === "/api/whoami-v2") return toJsonReply({ name: "stand-in", type: "user" });
  if (path === "/api/datasets") return search(content, request.url);
  if (path === "/api/papers/search") return searchPapers(content, request.url);
  const repository = findRepository(content, request);
  if (repository !== undefined) return repository;
  const info = /^\/api\/datasets\/([^/]+(?:\/[^/]+)?)(?:\/revision\/[^/]+)?$/.exec(path)?.[1];
  if (info !== undefined) return answerInfo(content, info, request);
  const file = /^\/datasets\/(.+)\/(?:resolve|raw)\/([^/]+)\/(.+)$/.exec(path);
  if (file !== null) return answerFile(content, { id: file[1]!, file: file[3]! }, request);
  const paper = /^\/api\/papers\/(.+)$/.exec(path)?.[1];
  if (paper !== undefined) return answerPaper(findHubPaper(content, paper));
  const markdown = /^\/papers\/(.+)\.md$/.exec(path)?.[1];
  return markdown === undefined ? unknownRoute : answerMarkdown(findHubPaper(content, markdown));
}

/** Answers about the files of datasets that have some; revisions may have slashes, so the address is looked at as it came. */
function findRepository(content: StandInContent, request: HubRequest): Reply | undefined {
  const { url, authorization, fileHost } = request;
  const [, api, id, what, rest = ""] =
    /^(\/api)?\/datasets\/([^/]+(?:\/[^/]+)?)(?:\/(revision|tree|resolve)\/(.+))?$/.exec(url.pathname) ?? [];
  const renamed = what === undefined ? undefined : content.findRedirect(decodeURIComponent(id ?? ""));
  if (renamed !== undefined)
    return redirectTo(`${api ?? ""}/datasets/${renamed}/${what}/${rest}${url.search}`);
  const dataset = content.findDataset(decodeURIComponent(id ?? ""));
  if (dataset?.files === undefined || what === undefined) return undefined;
  const [revision = "", ...path] = rest.split("/").map(decodeURIComponent);
  if (api !== undefined && what === "revision") return answerCommit(dataset, revision);
  if (api !== undefined && what === "tree") return answerTree(dataset, revision, url);
  if (dataset.access !== "open" && authorization === undefined)
    return toFailureReply(dataset.access, request);
  return answerResolve(dataset, { revision, file: path.join("/") }, fileHost);
}

const badCredentials: Reply = {
  status: 401,
  headers: { "x-error-message": "Invalid credentials in Authorization header" },
  body: '{"error":"Invalid credentials in Authorization header"}',
};

function answerInfo(content: StandInContent, asked: string, request: HubRequest): Reply {
  const renamed = content.findRedirect(asked);
  if (renamed !== undefined) return redirectTo(`/api/datasets/${renamed}${request.url.search}`);
  const failure = content.findFailure(asked);
  if (failure !== undefined && failure !== "gated") return toFailureReply(failure, request);
  const dataset = content.findDataset(asked);
  if (dataset === undefined) return toMissingReply(request);
  if (dataset.id !== asked) return redirectTo(`/api/datasets/${dataset.id}${request.url.search}`);
  return toJsonReply(pickFields(dataset.info, request.url));
}

function pickFields(info: Readonly<Record<string, unknown>>, url: URL): Record<string, unknown> {
  const wanted = new Set(url.searchParams.getAll("expand"));
  const entries = Object.entries(info).filter(
    ([name]) => alwaysSent.has(name) || wanted.size === 0 || wanted.has(name),
  );
  return Object.fromEntries(entries);
}

function answerFile(
  content: StandInContent,
  asked: { id: string; file: string },
  request: HubRequest,
): Reply {
  const dataset = content.findDataset(asked.id);
  if (dataset === undefined) return toMissingReply(request);
  const address = `https://huggingface.co/datasets/${dataset.id}/blob/main/README.md`;
  const failure = content.findFailure(address) ?? content.findFailure(dataset.id);
  if (failure !== undefined) return toFailureReply(failure, request);
  if (dataset.access !== "open") return toFailureReply(dataset.access, request);
  if (asked.file !== "README.md" || dataset.card === undefined) {
    return {
      status: 404,
      headers: { "x-error-code": "EntryNotFound", "x-error-message": "Entry not found" },
    };
  }
  return toTextReply(dataset.card, "text/plain", toCommitHeader(dataset));
}

function toCommitHeader(dataset: DatasetContent): Record<string, string> {
  return typeof dataset.info.sha === "string" ? { "x-repo-commit": dataset.info.sha } : {};
}

function toFailureReply(reason: string, request: HubRequest): Reply {
  switch (reason) {
    case "missing":
      return toMissingReply(request);
    case "gated":
      return {
        status: request.authorization === undefined ? 401 : 403,
        headers: { "x-error-code": "GatedRepo" },
      };
    case "disabled":
      return { status: 403, headers: { "x-error-message": "Access to this resource is disabled." } };
    case "rate-limited":
      return { status: 429 };
    case "bad-response":
      return {
        status: 200,
        headers: { "content-type": "text/html" },
        body: "<!doctype html><title>Sorry</title>",
      };
    default:
      return { status: 503 };
  }
}

function toMissingReply(request: HubRequest): Reply {
  const headers = { "x-error-code": "RepoNotFound", "x-error-message": "Repository not found" };
  return { status: request.authorization === undefined ? 401 : 404, headers };
}

function redirectTo(location: string): Reply {
  return { status: 307, headers: { location } };
}

function search(content: StandInContent, url: URL): Reply {
  const query = url.searchParams.get("search") ?? "";
  const limit = Number(url.searchParams.get("limit") ?? defaultPageSize);
  const start = Number(url.searchParams.get("cursor") ?? 0);
  const hits = content.findHits(query) ?? searchIds(content, query);
  const headers: Record<string, string> = {};
  if (start + limit < hits.length) {
    const next = new URL(url);
    next.searchParams.set("cursor", String(start + limit));
    headers.link = `<${next.href}>; rel="next"`;
  }
  return toJsonReply(
    hits.slice(start, start + limit).map((hit) => pickFields(hit, url)),
    headers,
  );
}

/** Every word of the query is part of the id; most downloaded first. */
function searchIds(content: StandInContent, query: string): Readonly<Record<string, unknown>>[] {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const matching = content.ids.filter(
    (id) => words.length > 0 && words.every((word) => id.toLowerCase().includes(word)),
  );
  const toDownloads = (info: Readonly<Record<string, unknown>>) => Number(info.downloads ?? 0);
  const toKey = (info: Readonly<Record<string, unknown>>) => String(info.id).toLowerCase();
  return matching
    .map((id) => content.findDataset(id)?.info ?? { id })
    .sort((a, b) => toDownloads(b) - toDownloads(a) || (toKey(a) < toKey(b) ? -1 : 1));
}

function findHubPaper(content: StandInContent, id: string): PaperContent | undefined {
  return content.papers.find((paper) => paper.id === id && paper.info.onHub !== false);
}

function answerPaper(paper: PaperContent | undefined): Reply {
  return paper === undefined ? { status: 404, body: '{"error":"Paper not found"}' } : toJsonReply(paper.info);
}

function answerMarkdown(paper: PaperContent | undefined): Reply {
  return paper?.markdown === undefined ? { status: 404 } : toTextReply(paper.markdown, "text/markdown");
}

function searchPapers(content: StandInContent, url: URL): Reply {
  const words =
    url.searchParams
      .get("q")
      ?.toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const papers = content.papers.filter((paper) => paper.info.onHub !== false);
  const hits = papers.filter(({ info }) => {
    const title = String(info.title).toLowerCase();
    return words.every((word) => title.includes(word));
  });
  return toJsonReply(hits.map((paper) => ({ paper: paper.info, title: paper.info.title })));
}
