import { findNearIds } from "../graph/index.ts";
import { type DatasetId, isHubId } from "../model/index.ts";
import type { Sources } from "../model/ports/index.ts";
import {
  createHttpClient,
  createSources,
  type HttpClient,
  type HttpCredential,
  openSnapshot,
} from "../sources/index.ts";
import type { Configuration } from "./configuration/load-configuration.ts";
import { settingDefinitions } from "./configuration/settings.ts";
import type { UseCaseContext } from "./use-case.ts";
import { readVersion } from "./version.ts";

/** The outside world as the configuration gives it: a snapshot folder, or the network behind its one door. */
export interface World {
  readonly sources: Sources;
  /** `the snapshot "…" of 2026-11-20` or `the network`. */
  readonly title: string;
  readonly countRequests: () => number;
  /** Existing ids that a mistyped one may stand for; none when that cannot be told. */
  readonly suggest: (id: DatasetId) => Promise<DatasetId[]>;
  readonly close: () => Promise<void>;
}

export async function openWorld(context: UseCaseContext): Promise<World> {
  const { snapshot } = context.configuration.settings;
  return snapshot === null ? openNetwork(context) : await openSnapshotWorld(snapshot);
}

async function openSnapshotWorld(folder: string): Promise<World> {
  const sources = await openSnapshot(folder);
  return {
    sources,
    title: `the snapshot "${sources.title}" of ${sources.recordedAt}`,
    countRequests: () => 0,
    suggest: async (id) => findNearIds(id, sources.ids),
    close: async () => undefined,
  };
}

function openNetwork(context: UseCaseContext): World {
  const { settings } = context.configuration;
  const http = openHttp(context);
  const sources = createSources(http, {
    hub: settings.hubEndpoint,
    arxivApi: settings.arxivEndpoint,
    arxivPages: settings.arxivPagesEndpoint,
    github: settings.githubEndpoint,
    pageGateway: settings.pageGateway ?? undefined,
  });
  return {
    sources,
    title: "the network",
    countRequests: () => http.counts.requests,
    suggest: (id) => searchHub(sources, id),
    close: () => http.close(),
  };
}

const mostSuggestions = 3;

async function searchHub({ hub }: Sources, id: DatasetId): Promise<DatasetId[]> {
  const name = id.slice(id.lastIndexOf("/") + 1);
  const hits = isHubId(id) ? await hub.searchDatasets(name, { limit: mostSuggestions }) : [];
  return hits.map((hit) => hit.id);
}

/** The door to the network with the limits, the cache and the credentials of the configuration. */
export function openHttp({ configuration, signal, onEvent }: UseCaseContext): HttpClient {
  const { settings } = configuration;
  return createHttpClient({
    cacheFolder: configuration.cacheFolder,
    userAgent: `stemma/${readVersion()}`,
    credentials: listCredentials(configuration),
    trustedOrigins: listTrustedOrigins(configuration),
    isOffline: settings.offline,
    ...(settings.maxRequests === null ? {} : { maxRequests: settings.maxRequests }),
    onWait: (wait) => onEvent?.({ kind: "waiting", ...wait }),
    signal,
  });
}

/**
 * Each token for its own origin only. The project file may name another endpoint, but as it may come with a cloned
 * repository it cannot send the user's token there.
 */
export function listCredentials({ settings, origins, tokens }: Configuration): HttpCredential[] {
  const places = [
    { token: tokens.hub, name: "hubEndpoint" },
    { token: tokens.github, name: "githubEndpoint" },
  ] as const;
  return places.flatMap(({ token, name }) =>
    token === null || origins[name].from === "project-file"
      ? []
      : [{ origin: new URL(settings[name]).origin, header: `Bearer ${token.value}` }],
  );
}

const endpointNames = [
  "hubEndpoint",
  "arxivEndpoint",
  "arxivPagesEndpoint",
  "githubEndpoint",
  "pageGateway",
] as const;

/**
 * Only base URLs that the user configured may be on this machine or in a private network: not those of a project file,
 * which may come with a cloned repository.
 */
function listTrustedOrigins({ settings, origins }: Configuration): string[] {
  return endpointNames.flatMap((name) => {
    const url = settings[name];
    const isUsers = origins[name].from !== "default" && origins[name].from !== "project-file";
    return isUsers && url !== null ? [url] : [];
  });
}

/** Endpoints in force, for `doctor`. */
export function listEndpoints({ settings, origins }: Configuration) {
  return endpointNames.flatMap((name) => {
    const url = settings[name];
    return url === null ? [] : [{ meaning: settingDefinitions[name].meaning, url, origin: origins[name] }];
  });
}
