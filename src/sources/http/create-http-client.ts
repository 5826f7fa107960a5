import { StemmaError } from "../../model/index.ts";
import { type HttpClock, systemClock } from "./clock.ts";
import { type AddressLookup, createAgents, systemLookup } from "./connector.ts";
import { createCredentials, type HttpCredential, toSafeUrl } from "./credentials.ts";
import { DocumentFetcher, type FetchedDocument } from "./document-fetcher.ts";
import { createInterrupted } from "./exchange.ts";
import type { HostPolicy } from "./host-policy.ts";
import type { HttpClient, HttpPurpose, HttpRequest, HttpResponse, HttpWait } from "./http-client.ts";
import { createLimitLedger } from "./limit-ledger.ts";
import { defaultFreshnessMs, defaultLimits, type HttpLimits } from "./limits.ts";
import { type CacheHit, createResponseCache, type ResponseCache, toCacheKey } from "./response-cache.ts";
import { joinSignals, SharedRequests } from "./shared-requests.ts";
import { createUrlGuard, type Target, toOrigin, type UrlGuard } from "./url-guard.ts";

export interface HttpClientOptions {
  /** Holds stored answers and the limits shared with other processes; null keeps nothing on disk. */
  readonly cacheFolder: string | null;
  readonly userAgent: string;
  readonly credentials?: readonly HttpCredential[] | undefined;
  /** Base URLs the user configured: only their origins may be local or private, on any port, with looser host limits. */
  readonly trustedOrigins?: readonly string[] | undefined;
  /** By host, with its port where it has one. */
  readonly hosts?: Readonly<Record<string, HostPolicy>> | undefined;
  readonly limits?: Readonly<Partial<Record<HttpPurpose, Partial<HttpLimits>>>> | undefined;
  readonly freshnessMs?: Readonly<Partial<Record<HttpPurpose, number>>> | undefined;
  readonly isOffline?: boolean | undefined;
  /** Requests that may be sent, redirects and retries included; no bound when absent. */
  readonly maxRequests?: number | undefined;
  readonly maxTries?: number | undefined;
  /** The longest wait for a limit before giving up with `rate-limited`; 15 minutes when absent. */
  readonly maxWaitMs?: number | undefined;
  readonly onWait?: ((wait: HttpWait) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: HttpClock | undefined;
  /** Every address of a name; the system's resolver when absent. */
  readonly lookup?: AddressLookup | undefined;
  /** Between 0 and 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined;
}

const defaultMaxTries = 4;
const defaultMaxWaitMs = 15 * 60_000;
const keptStatus = 200;
/** True of the bytes on the wire, no longer of the decoded body. */
const wireHeaders = new Set(["connection", "content-encoding", "content-length", "transfer-encoding"]);
const forbiddenHeaders = new Set([
  "authorization",
  "cookie",
  "host",
  "proxy-authorization",
  "accept-encoding",
]);

interface Counts {
  requests: number;
  revalidated: number;
  fresh: number;
  bytes: number;
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  return new GuardedHttpClient(options);
}

class GuardedHttpClient implements HttpClient {
  readonly #counts: Counts = { requests: 0, revalidated: 0, fresh: 0, bytes: 0 };
  readonly #options: HttpClientOptions;
  readonly #clock: HttpClock;
  readonly #guard: UrlGuard;
  readonly #cache: ResponseCache;
  readonly #fetcher: DocumentFetcher;
  readonly #credentials: ReturnType<typeof createCredentials>;
  readonly #closing = new AbortController();
  readonly #shared = new SharedRequests<HttpResponse>();
  readonly #release: () => Promise<void>;

  constructor(options: HttpClientOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#guard = createUrlGuard(options.trustedOrigins ?? []);
    this.#cache = createResponseCache(options.cacheFolder);
    this.#credentials = createCredentials(
      (options.credentials ?? []).map(({ origin, header }) => ({ origin: toOrigin(origin), header })),
    );
    const agents = createAgents(options.lookup ?? systemLookup);
    const ledger = createLimitLedger(options.cacheFolder);
    const onWait = options.onWait ?? (() => {});
    const maxWaitMs = options.maxWaitMs ?? defaultMaxWaitMs;
    this.#fetcher = new DocumentFetcher({
      guard: this.#guard,
      agents,
      credentials: this.#credentials,
      hosts: options.hosts ?? {},
      userAgent: options.userAgent,
      queue: { ledger, clock: this.#clock, maxWaitMs, onWait },
      clock: this.#clock,
      random: options.random ?? Math.random,
      maxTries: options.maxTries ?? defaultMaxTries,
      onWait,
      onRequest: (target) => this.#spend(target),
      onBytes: (count) => {
        this.#counts.bytes += count;
      },
    });
    this.#release = async () => {
      await Promise.all([agents.guarded.destroy(), agents.trusted.destroy()]);
      ledger.close();
    };
  }

  get counts(): HttpClient["counts"] {
    return { ...this.#counts };
  }

  async get(request: HttpRequest): Promise<HttpResponse> {
    const target = this.#guard.check(request.url);
    const headers = toWantedHeaders(request);
    const hasCredential = this.#credentials.findHeader(target.url.origin) !== undefined;
    const key = toCacheKey({ url: target.url.href, headers, hasCredential });
    const { signal, stop } = joinSignals([request.signal, this.#options.signal, this.#closing.signal]);
    try {
      const task = () => this.#read({ request, target, headers, key, signal });
      return await this.#shared.run(`${request.purpose} ${key}`, signal, task);
    } catch (error) {
      throw signal.aborted && !(error instanceof StemmaError) ? createInterrupted(target.url) : error;
    } finally {
      stop();
    }
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#shared.settle();
    await this.#release();
  }

  async #read(call: ReadCall): Promise<HttpResponse> {
    const hit = await this.#cache.find(call.key);
    if (hit !== undefined && (this.#options.isOffline === true || this.#isFresh(hit, call.request.purpose))) {
      this.#counts.fresh += 1;
      return toResponse(hit, "fresh");
    }
    if (this.#options.isOffline === true) throw createOfflineError(call.target);
    const document = await this.#fetcher.fetch({
      target: call.target,
      headers: call.headers,
      validators: hit === undefined ? undefined : toValidators(hit),
      limits: { ...defaultLimits[call.request.purpose], ...this.#options.limits?.[call.request.purpose] },
      signal: call.signal,
    });
    if (hit !== undefined && document.answer.status === 304) {
      await this.#cache.confirm(call.key, hit.answer, this.#clock.now());
      this.#counts.revalidated += 1;
      return toResponse(hit, "revalidated");
    }
    return this.#keep(call, document);
  }

  #isFresh(hit: CacheHit, purpose: HttpPurpose): boolean {
    const ageMs = this.#clock.now() - hit.answer.checkedAt;
    const limitMs = this.#options.freshnessMs?.[purpose] ?? defaultFreshnessMs[purpose];
    return ageMs >= 0 && ageMs < limitMs;
  }

  async #keep(call: ReadCall, { answer, hops, url }: FetchedDocument): Promise<HttpResponse> {
    const now = this.#clock.now();
    const fetchedAt = new Date(now).toISOString();
    const { status, body } = answer;
    const headers = [...answer.headers]
      .filter(([name]) => !wireHeaders.has(name))
      .map(([name, value]): [string, string] => [name, this.#credentials.redact(value)]);
    const mayKeep = !/\bno-store\b/i.test(answer.headers.get("cache-control") ?? "");
    if (status === keptStatus && mayKeep && !this.#credentials.isLeakedBy(body)) {
      const entry = { url: toSafeUrl(call.target.url), finalUrl: url, hops: [...hops], status, headers };
      await this.#cache.keep(call.key, { ...entry, fetchedAt, checkedAt: now }, body);
    }
    return { url, status, headers: new Map(headers), body, hops, origin: "network", fetchedAt };
  }

  #spend(target: Target): void {
    const { maxRequests } = this.#options;
    if (maxRequests !== undefined && this.#counts.requests >= maxRequests) {
      throw new StemmaError(
        "budget",
        `The budget of ${maxRequests} requests is spent; ${toSafeUrl(target.url)} was not read`,
        {
          hint: "Run again with a larger request budget; what was read is kept.",
        },
      );
    }
    this.#counts.requests += 1;
  }
}

interface ReadCall {
  readonly request: HttpRequest;
  readonly target: Target;
  readonly headers: Readonly<Record<string, string>>;
  readonly key: string;
  readonly signal: AbortSignal;
}

function toWantedHeaders(request: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = { accept: request.accept ?? "*/*" };
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const lowerName = name.toLowerCase();
    if (forbiddenHeaders.has(lowerName)) {
      throw new StemmaError("unexpected", `A request may not set the header ${lowerName} itself`, {
        hint: "Credentials are given to the client with their origin.",
      });
    }
    headers[lowerName] = value;
  }
  return headers;
}

function toValidators(hit: CacheHit) {
  const known = new Map(hit.answer.headers);
  const etag = known.get("etag");
  const lastModified = known.get("last-modified");
  const headers: Record<string, string> = {};
  if (etag !== undefined) headers["if-none-match"] = etag;
  if (lastModified !== undefined) headers["if-modified-since"] = lastModified;
  return { url: hit.answer.finalUrl, headers };
}

function toResponse(hit: CacheHit, origin: "fresh" | "revalidated"): HttpResponse {
  const { finalUrl, status, headers, hops, fetchedAt } = hit.answer;
  return { url: finalUrl, status, headers: new Map(headers), body: hit.body, hops, origin, fetchedAt };
}

function createOfflineError(target: Target): StemmaError {
  return new StemmaError("offline", `Offline, and ${toSafeUrl(target.url)} was never read before`, {
    hint: "Run once with a connection, or trace a snapshot folder.",
  });
}
