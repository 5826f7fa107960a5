import { z } from "zod";
import type { DocumentRead } from "../../model/index.ts";
import type { CallOptions } from "../../model/ports/index.ts";
import { type PaperLookup, toAbstractUrl, toTitleKey } from "../arxiv/index.ts";
import type { HttpClient, HttpPurpose } from "../http/http-client.ts";
import {
  findTextBody,
  isHtmlStart,
  parseJsonBody,
  requestAnswer,
  toFailure,
  toRead,
  toStatusFailure,
  toUnreadable,
} from "../reading/index.ts";
import { toPaperTextUrl } from "./addresses.ts";
import { assertTokenAccepted, hubName } from "./failures.ts";
import { PaperJson, toPaperRecord } from "./paper-json.ts";

const PaperHits = z.array(z.union([z.object({ paper: PaperJson }), PaperJson]));
const maxTitleHits = 10;

export interface HubPapers {
  findPaper(arxivId: string, options?: CallOptions): Promise<PaperLookup>;
  findIdByTitle(title: string, options?: CallOptions): Promise<string | undefined>;
  readText(arxivId: string, options?: CallOptions): Promise<DocumentRead>;
}

/** The hub's own pages on papers: the cheapest full text, and the only place that names a paper's datasets. */
export function createHubPapers(http: HttpClient, { endpoint }: { readonly endpoint: string }): HubPapers {
  async function request(path: string, purpose: HttpPurpose, { signal }: CallOptions = {}) {
    const answer = await requestAnswer(http, { url: `${endpoint}${path}`, purpose, signal });
    if (answer.state === "failed") return answer;
    assertTokenAccepted(answer.response);
    const { status } = answer.response;
    return status === 200 ? answer : toStatusFailure(hubName, status);
  }

  return {
    async findPaper(arxivId, options) {
      const answer = await request(`/api/papers/${arxivId}`, "api", options);
      if (answer.state === "failed") return answer;
      const parsed = parseJsonBody(hubName, answer.response, PaperJson);
      if (parsed.state === "failed") return parsed;
      const record = { ...toPaperRecord(parsed.value), arxivId };
      return { state: "found", record, fetchedAt: answer.response.fetchedAt };
    },
    async findIdByTitle(title, options) {
      const path = `/api/papers/search?q=${encodeURIComponent(title)}&limit=${maxTitleHits}`;
      const answer = await request(path, "api", options);
      if (answer.state === "failed") return undefined;
      const parsed = parseJsonBody(hubName, answer.response, PaperHits);
      if (parsed.state === "failed") return undefined;
      const key = toTitleKey(title);
      const papers = parsed.value.map((hit) => ("paper" in hit ? hit.paper : hit));
      return papers.find((paper) => toTitleKey(paper.title) === key)?.id;
    },
    async readText(arxivId, options) {
      const url = toAbstractUrl(arxivId);
      const answer = await request(`/papers/${arxivId}.md`, "paper", options);
      if (answer.state === "failed") return toUnreadable(url, answer);
      const { headers, body, fetchedAt } = answer.response;
      const text = findTextBody(body, headers.get("content-type"))?.text;
      if (text === undefined || text.trim() === "" || isHtmlStart(text)) {
        return toUnreadable(url, toFailure("bad-response", `${hubName} has no Markdown of ${arxivId}`));
      }
      return toRead({
        url: toPaperTextUrl(arxivId),
        kind: "paper",
        title: null,
        revision: null,
        text,
        extractor: null,
        fetchedAt,
      });
    },
  };
}
