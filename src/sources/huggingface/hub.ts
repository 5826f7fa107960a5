import { z } from "zod";
import { type DatasetId, type DocumentRead, isHubId } from "../../model/index.ts";
import type { CallOptions, Hub, HubHit, HubLookup, HubRecord } from "../../model/ports/index.ts";
import type { HttpClient, HttpResponse } from "../http/http-client.ts";
import {
  findTextBody,
  isHtmlStart,
  parseJsonBody,
  requestAnswer,
  toFailure,
  toRead,
  toUnreadable,
} from "../reading/index.ts";
import { toCardUrl, toIdPath } from "./addresses.ts";
import { DatasetJson, requestedFields, toHubHit, toHubRecord } from "./dataset-json.ts";
import {
  assertTokenAccepted,
  hubName,
  toCardFailure,
  toLookupFailure,
  toMissingDataset,
  toUnreadableLookup,
} from "./failures.ts";

const Hits = z.array(DatasetJson.pick({ id: true, downloads: true, createdAt: true }).catch({ id: "" }));
const maxHits = 100;

export interface HubEndpoint {
  /** Base address without a slash at its end: `https://huggingface.co`. */
  readonly endpoint: string;
}

export function createHub(http: HttpClient, { endpoint }: HubEndpoint): Hub {
  async function findDataset(id: DatasetId, options: CallOptions = {}): Promise<HubLookup> {
    if (!isHubId(id)) return toMissingDataset(id);
    const fields = requestedFields.map((field) => `expand=${field}`).join("&");
    const url = `${endpoint}/api/datasets/${toIdPath(id)}?${fields}`;
    const answer = await requestAnswer(http, { url, purpose: "api", signal: options.signal });
    if (answer.state === "failed") return toUnreadableLookup(answer);
    return toLookup(id, answer.response);
  }

  async function readCard(record: HubRecord, options: CallOptions = {}): Promise<DocumentRead> {
    const cardUrl = toCardUrl(record.id);
    const revision = encodeURIComponent(record.revision ?? "main");
    const url = `${endpoint}/datasets/${toIdPath(record.id)}/resolve/${revision}/README.md`;
    const answer = await requestAnswer(http, { url, purpose: "page", signal: options.signal });
    if (answer.state === "failed") return toUnreadable(cardUrl, answer);
    return toCard(record, answer.response);
  }

  async function searchDatasets(
    query: string,
    options: CallOptions & { readonly limit: number },
  ): Promise<readonly HubHit[]> {
    const limit = Math.min(options.limit, maxHits);
    if (query.trim() === "" || limit < 1) return [];
    const fields = "expand=downloads&expand=createdAt&sort=downloads";
    const url = `${endpoint}/api/datasets?search=${encodeURIComponent(query)}&${fields}&limit=${limit}`;
    const answer = await requestAnswer(http, { url, purpose: "api", signal: options.signal });
    if (answer.state === "failed") return [];
    assertTokenAccepted(answer.response);
    if (answer.response.status !== 200) return [];
    const hits = parseJsonBody(hubName, answer.response, Hits);
    if (hits.state === "failed") return [];
    return hits.value
      .filter((hit) => hit.id !== "")
      .slice(0, limit)
      .map(toHubHit);
  }

  return { findDataset, readCard, searchDatasets };
}

function toLookup(id: DatasetId, response: HttpResponse): HubLookup {
  assertTokenAccepted(response);
  if (response.status !== 200) return toLookupFailure(id, response);
  const parsed = parseJsonBody(hubName, response, DatasetJson);
  if (parsed.state === "failed") return toUnreadableLookup(parsed);
  return { state: "found", record: toHubRecord(parsed.value) };
}

function toCard(record: HubRecord, response: HttpResponse): DocumentRead {
  const url = toCardUrl(record.id);
  assertTokenAccepted(response);
  if (response.status !== 200) return toUnreadable(url, toCardFailure(record, response));
  const body = findTextBody(response.body, response.headers.get("content-type"));
  if (body === undefined) {
    return toUnreadable(url, toFailure("not-text", `the README.md of ${record.id} is not text`));
  }
  if (isHtmlStart(body.text)) {
    return toUnreadable(
      url,
      toFailure("bad-response", "the hub answered with a web page instead of the card"),
    );
  }
  return toRead({
    url,
    kind: "hub-card",
    title: null,
    revision: record.revision ?? response.headers.get("x-repo-commit") ?? null,
    text: body.text,
    extractor: null,
    fetchedAt: response.fetchedAt,
  });
}
