import type { DocumentRead } from "../../model/index.ts";
import type { CallOptions, Pages } from "../../model/ports/index.ts";
import type { HttpClient, HttpResponse } from "../http/http-client.ts";
import {
  findTextBody,
  requestAnswer,
  toFailure,
  toRead,
  toStatusFailure,
  toUnreadable,
} from "../reading/index.ts";
import { toInvalidPage, toMissingPage, toOverloadedPage } from "./failures.ts";
import { findPageText } from "./page-text.ts";
import { findPageUrl } from "./page-url.ts";

export interface PageGateway {
  /** Where pages are fetched instead of at their own address, which is appended percent-encoded. */
  readonly gateway?: string | undefined;
}

export function createPages(http: HttpClient, { gateway }: PageGateway = {}): Pages {
  async function readPage(asked: string, options: CallOptions = {}): Promise<DocumentRead> {
    const url = findPageUrl(asked);
    if (url === undefined) return toInvalidPage(asked);
    const answer = await requestAnswer(http, {
      url: gateway === undefined ? url : `${gateway}${encodeURIComponent(url)}`,
      purpose: "page",
      accept: "text/html, text/markdown, text/plain",
      signal: options.signal,
    });
    return answer.state === "failed" ? toUnreadable(url, answer) : toPage(url, answer.response);
  }

  return { readPage };
}

function toPage(url: string, response: HttpResponse): DocumentRead {
  if (response.status === 404 || response.status === 410) return toMissingPage(url);
  if (response.status !== 200) return toUnreadable(url, toStatusFailure("the page's host", response.status));
  const contentType = response.headers.get("content-type") ?? "";
  const body = findTextBody(response.body, contentType);
  if (body === undefined) {
    return toUnreadable(
      url,
      toFailure("not-text", `the page is not text but ${contentType || "binary data"}`),
    );
  }
  const page = body.isHtml ? findPageText(body.text, url) : { ...body, title: null, extractor: null };
  if (page === undefined) return toOverloadedPage(url);
  if (page.text.trim() === "") {
    return toUnreadable(
      url,
      toFailure("not-text", "the page has no text that can be read without running it"),
    );
  }
  return toRead({
    url,
    kind: "blog",
    title: page.title,
    revision: null,
    text: page.text,
    extractor: page.extractor,
    fetchedAt: response.fetchedAt,
  });
}
