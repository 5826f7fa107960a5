import type { Sources } from "../model/ports/index.ts";
import { createArxiv } from "./arxiv/index.ts";
import { createPapers } from "./create-papers.ts";
import { createRepositories } from "./github/index.ts";
import type { HttpClient } from "./http/index.ts";
import { createHub, createHubPapers } from "./huggingface/index.ts";
import { createPages } from "./web/index.ts";

/** Base addresses; a slash at the end does not matter. */
export interface Endpoints {
  readonly hub: string;
  readonly arxivApi: string;
  readonly arxivPages: string;
  readonly github: string;
  /** Where web pages are fetched instead of at their own address, which is appended percent-encoded. */
  readonly pageGateway?: string | undefined;
}

const publicEndpoints: Endpoints = {
  hub: "https://huggingface.co",
  arxivApi: "https://export.arxiv.org",
  arxivPages: "https://arxiv.org",
  github: "https://api.github.com",
};

/**
 * Everything Stemma reads, over the network. Documents carry the addresses of the public hosts whatever the endpoints
 * are, so that evidence gathered from a mirror or a stand-in is the same.
 */
export function createSources(http: HttpClient, endpoints: Partial<Endpoints> = {}): Sources {
  const base = { ...publicEndpoints, ...endpoints };
  const hub = toBase(base.hub);
  const arxiv = createArxiv(http, { api: toBase(base.arxivApi), pages: toBase(base.arxivPages) });
  return {
    hub: createHub(http, { endpoint: hub }),
    papers: createPapers(createHubPapers(http, { endpoint: hub }), arxiv),
    repositories: createRepositories(http, { endpoint: toBase(base.github) }),
    pages: createPages(http, { gateway: base.pageGateway }),
  };
}

function toBase(url: string): string {
  return url.replace(/\/+$/, "");
}
