import { StemmaError, toStemmaError } from "../model/index.ts";
import type { HttpClient } from "../sources/index.ts";
import { openHttp } from "./open-world.ts";
import type { UseCaseContext } from "./use-case.ts";

export interface EndpointAnswer {
  readonly url: string;
  readonly detail: string;
  readonly error: StemmaError | null;
}

/** Asks each configured endpoint for something small, once. */
export async function contactEndpoints(context: UseCaseContext): Promise<EndpointAnswer[]> {
  const { settings, tokens } = context.configuration;
  const addresses = [
    tokens.hub === null
      ? `${settings.hubEndpoint}/api/datasets?limit=1`
      : `${settings.hubEndpoint}/api/whoami-v2`,
    `${settings.arxivEndpoint}/api/query?id_list=1706.03762&max_results=1`,
    `${settings.githubEndpoint}/rate_limit`,
  ];
  const http = openHttp(context);
  try {
    return await Promise.all(addresses.map((url) => contact(http, url)));
  } finally {
    await http.close();
  }
}

async function contact(http: HttpClient, url: string): Promise<EndpointAnswer> {
  try {
    const { status } = await http.get({ url, purpose: "api" });
    return { url, detail: `answers (${status})`, error: status < 400 ? null : toStatusError(url, status) };
  } catch (thrown) {
    return { url, detail: "", error: toStemmaError(thrown, `asking ${url}`) };
  }
}

function toStatusError(url: string, status: number): StemmaError {
  if (status === 401 || status === 403) {
    return new StemmaError("auth", `${url} refused the token or the request (${status})`, {
      hint: "make a new token and set HF_TOKEN or GITHUB_TOKEN, or unset it",
    });
  }
  return new StemmaError("network", `${url} answered ${status}`, { hint: "try again later" });
}
