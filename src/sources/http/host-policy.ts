import type { Target } from "./url-guard.ts";

/** How a host is treated. With an interval, concurrency and interval hold for all processes on one cache folder. */
export interface HostPolicy {
  readonly concurrency: number;
  readonly minimumIntervalMs: number;
  /** Hosts of one pool share their limits; a pool of its own when absent. */
  readonly pool?: string | undefined;
}

export interface PooledPolicy extends HostPolicy {
  readonly pool: string;
}

const arxiv: HostPolicy = { concurrency: 1, minimumIntervalMs: 3_000, pool: "arxiv" };

/** The limits public hosts ask for, by host name. arXiv: one connection, one request per three seconds, all hosts together. */
export const defaultHostPolicies: Readonly<Record<string, HostPolicy>> = {
  "arxiv.org": arxiv,
  "export.arxiv.org": arxiv,
  "www.arxiv.org": arxiv,
  "huggingface.co": { concurrency: 8, minimumIntervalMs: 0 },
  "datasets-server.huggingface.co": { concurrency: 4, minimumIntervalMs: 0 },
  "api.github.com": { concurrency: 4, minimumIntervalMs: 0 },
  "raw.githubusercontent.com": { concurrency: 2, minimumIntervalMs: 200 },
  "github.com": { concurrency: 2, minimumIntervalMs: 500 },
  "api.semanticscholar.org": { concurrency: 1, minimumIntervalMs: 1_000 },
};

const unknownHost: HostPolicy = { concurrency: 2, minimumIntervalMs: 0 };
const ownHost: HostPolicy = { concurrency: 8, minimumIntervalMs: 0 };

/** Settings by host (with its port) may tighten any host, and loosen only one the user configured as a base URL. */
export function toHostPolicy(target: Target, settings: Readonly<Record<string, HostPolicy>>): PooledPolicy {
  const base = defaultHostPolicies[target.url.host] ?? (target.isTrusted ? ownHost : unknownHost);
  const setting = settings[target.url.host];
  const pool = (target.isTrusted ? setting?.pool : undefined) ?? base.pool ?? target.url.host;
  if (setting === undefined) return { ...base, pool };
  if (target.isTrusted) return { ...setting, pool };
  return {
    concurrency: Math.min(base.concurrency, setting.concurrency),
    minimumIntervalMs: Math.max(base.minimumIntervalMs, setting.minimumIntervalMs),
    pool,
  };
}

/**
 * Which quota of its host an address counts against. The hub counts API calls, file downloads and pages apart; for a
 * host that counts everything together the split only means that its quota is learned per part.
 */
export function toLane(url: URL, hasCredential: boolean): string {
  const part = url.pathname.includes("/resolve/")
    ? "resolvers"
    : url.pathname.startsWith("/api/")
      ? "api"
      : "pages";
  return hasCredential ? `${part}+credential` : part;
}
