import { type DocumentRead, StemmaError } from "../../model/index.ts";
import type { CallOptions, Repositories, RepositoryRef } from "../../model/ports/index.ts";
import type { HttpClient, HttpResponse } from "../http/http-client.ts";
import {
  findTextBody,
  requestAnswer,
  toFailure,
  toRead,
  toStatusFailure,
  toUnreadable,
} from "../reading/index.ts";
import { toInvalidReadme, toMissingReadme } from "./failures.ts";
import { isRepositoryRef, toDirectoryPath, toReadmeUrl, toRepositoryPath } from "./readme-url.ts";

export interface GithubEndpoint {
  /** Base address without a slash at its end: `https://api.github.com`. */
  readonly endpoint: string;
}

export function createRepositories(http: HttpClient, { endpoint }: GithubEndpoint): Repositories {
  async function readReadme(ref: RepositoryRef, options: CallOptions = {}): Promise<DocumentRead> {
    if (!isRepositoryRef(ref)) return toInvalidReadme(ref);
    const directory = toDirectoryPath(ref);
    const path = directory === "" ? "readme" : `readme/${directory}`;
    const answer = await requestAnswer(http, {
      url: `${endpoint}/repos/${toRepositoryPath(ref)}/${path}`,
      purpose: "page",
      accept: "application/vnd.github.raw+json",
      signal: options.signal,
    });
    return answer.state === "failed"
      ? toUnreadable(toReadmeUrl(ref), answer)
      : toReadme(ref, answer.response);
  }

  return { readReadme };
}

function toReadme(ref: RepositoryRef, response: HttpResponse): DocumentRead {
  const url = toReadmeUrl(ref);
  if (response.status === 401) {
    throw new StemmaError("auth", "GitHub rejected the access token", {
      hint: "check GITHUB_TOKEN, or unset it to read public repositories without a token",
    });
  }
  if (response.status === 404) return toMissingReadme(ref);
  if (response.status !== 200) return toUnreadable(url, toReadmeFailure(ref, response));
  const body = findTextBody(response.body, "text/plain");
  if (body === undefined) return toUnreadable(url, toFailure("not-text", `the README of ${url} is not text`));
  return toRead({
    url,
    kind: "repository",
    title: null,
    revision: toRevision(response.headers.get("etag")),
    text: body.text,
    extractor: null,
    fetchedAt: response.fetchedAt,
  });
}

function toReadmeFailure(ref: RepositoryRef, response: HttpResponse) {
  if (response.status !== 403 && response.status !== 429) return toStatusFailure("GitHub", response.status);
  if (response.status === 429 || response.headers.get("x-ratelimit-remaining") === "0") {
    return toFailure("rate-limited", "the hourly limit of GitHub is used up");
  }
  return toFailure("disabled", `GitHub denies access to ${ref.owner}/${ref.repository}`);
}

/** GitHub marks the tag as weak or not depending on compression; the tag itself is the same. */
function toRevision(etag: string | undefined): string | null {
  return etag?.replace(/^W\//, "").replaceAll('"', "") ?? null;
}
