import type { DocumentRead } from "../../model/index.ts";
import type { CallOptions, PaperRecord } from "../../model/ports/index.ts";
import type { HttpClient, HttpResponse } from "../http/http-client.ts";
import {
  type Failure,
  findTextBody,
  requestAnswer,
  toFailure,
  toRead,
  toStatusFailure,
  toUnreadable,
} from "../reading/index.ts";
import { findPageText } from "../web/index.ts";
import { toAbstractUrl, toPaperPageUrl, toTitleKey } from "./arxiv-id.ts";
import { type ArxivEntry, findAtomFeed } from "./atom-feed.ts";

const host = "arXiv";
const maxTitleHits = 10;
/** arXiv's own limit on one list of ids is higher; longer addresses are cut off on the way. */
const maxIds = 100;

export interface ArxivEndpoints {
  /** `https://export.arxiv.org` */
  readonly api: string;
  /** `https://arxiv.org` */
  readonly pages: string;
}

export type PaperLookup =
  | { readonly state: "found"; readonly record: PaperRecord; readonly fetchedAt: string }
  | Failure;

export interface Arxiv {
  /** One request per hundred ids, in the order of the ids: arXiv wants three seconds between two requests. */
  findPapers(arxivIds: readonly string[], options?: CallOptions): Promise<readonly PaperLookup[]>;
  findPaperByTitle(title: string, options?: CallOptions): Promise<PaperLookup>;
  /** The text of the paper's HTML page. */
  readText(arxivId: string, options?: CallOptions): Promise<DocumentRead>;
}

export function createArxiv(http: HttpClient, endpoints: ArxivEndpoints): Arxiv {
  async function query(parameters: string, options: CallOptions = {}) {
    const url = `${endpoints.api}/api/query?${parameters}`;
    const answer = await requestAnswer(http, { url, purpose: "api", signal: options.signal });
    return answer.state === "failed" ? answer : toEntries(answer.response);
  }

  async function findChunk(arxivIds: readonly string[], options?: CallOptions): Promise<PaperLookup[]> {
    const answer = await query(`id_list=${arxivIds.join(",")}&max_results=${arxivIds.length}`, options);
    return arxivIds.map((id) => {
      if (answer.state === "failed") return answer;
      return toLookup(
        answer.entries.find((entry) => entry.id === id),
        answer.fetchedAt,
      );
    });
  }

  async function findPapers(arxivIds: readonly string[], options?: CallOptions) {
    const lookups: PaperLookup[] = [];
    for (let start = 0; start < arxivIds.length; start += maxIds) {
      lookups.push(...(await findChunk(arxivIds.slice(start, start + maxIds), options)));
    }
    return lookups;
  }

  async function findPaperByTitle(title: string, options?: CallOptions): Promise<PaperLookup> {
    const words = title.replace(/["\\]/g, " ").replace(/\s+/g, " ").trim();
    const search = `search_query=${encodeURIComponent(`ti:"${words}"`)}&max_results=${maxTitleHits}`;
    const answer = await query(search, options);
    if (answer.state === "failed") return answer;
    const key = toTitleKey(title);
    return toLookup(
      answer.entries.find((entry) => toTitleKey(entry.title) === key),
      answer.fetchedAt,
    );
  }

  async function readText(arxivId: string, options: CallOptions = {}): Promise<DocumentRead> {
    const url = `${endpoints.pages}/html/${arxivId}`;
    const answer = await requestAnswer(http, {
      url,
      purpose: "paper",
      accept: "text/html",
      signal: options.signal,
    });
    return answer.state === "failed"
      ? toUnreadable(toAbstractUrl(arxivId), answer)
      : toText(arxivId, answer.response);
  }

  return { findPapers, findPaperByTitle, readText };
}

type Entries = {
  readonly state: "entries";
  readonly entries: readonly ArxivEntry[];
  readonly fetchedAt: string;
};

function toEntries(response: HttpResponse): Entries | Failure {
  const text = new TextDecoder().decode(response.body);
  if (/^\s*rate exceeded/i.test(text)) return toFailure("rate-limited", `${host} says its rate is exceeded`);
  const feed = findAtomFeed(text);
  if (feed?.error) {
    const isDefinite = /incorrect id format/i.test(feed.error);
    return toFailure(isDefinite ? "missing" : "bad-response", `${host} reports: ${feed.error}`);
  }
  if (response.status !== 200) return toStatusFailure(host, response.status);
  if (feed === undefined) {
    return toFailure(
      "bad-response",
      `${host} answered with ${text.trim() === "" ? "an empty page" : "no feed"}`,
    );
  }
  return { state: "entries", entries: feed.entries, fetchedAt: response.fetchedAt };
}

function toLookup(entry: ArxivEntry | undefined, fetchedAt: string): PaperLookup {
  if (entry === undefined) return toFailure("missing", `${host} has no such paper`);
  const record: PaperRecord = {
    arxivId: entry.id,
    title: entry.title,
    summary: entry.summary,
    publishedAt: entry.published,
    repository: null,
    projectPage: null,
    linkedDatasets: [],
  };
  return { state: "found", record, fetchedAt };
}

function toText(arxivId: string, response: HttpResponse): DocumentRead {
  const failed = (failure: Failure) => toUnreadable(toAbstractUrl(arxivId), failure);
  if (response.status !== 200) return failed(toStatusFailure(host, response.status));
  const body = findTextBody(response.body, response.headers.get("content-type") ?? "text/html");
  const page = body?.isHtml ? findPageText(body.text, toPaperPageUrl(arxivId)) : undefined;
  if (page === undefined || page.text === "") {
    return failed(toFailure("not-text", `the HTML of ${arxivId} at ${host} has no readable text`));
  }
  return toRead({
    url: toPaperPageUrl(arxivId),
    kind: "paper",
    title: page.title,
    revision: null,
    text: page.text,
    extractor: page.extractor,
    fetchedAt: response.fetchedAt,
  });
}
