import { StemmaError } from "../../model/index.ts";
import { acceptedEncodings } from "./body-reader.ts";
import { type AddressLookup, createAgents, systemLookup } from "./connector.ts";
import { toSafeUrl } from "./credentials.ts";
import { type Answer, createInterrupted, exchange, findLocation } from "./exchange.ts";
import { type HttpLimits, modelLimits } from "./limits.ts";
import { joinSignals } from "./shared-requests.ts";
import { TransportFailure } from "./transport-failure.ts";
import { createUrlGuard, refuse, type Target, toOrigin, type UrlGuard } from "./url-guard.ts";

interface FetchEndpoint {
  readonly baseUrl: string;
  /** Whether the user configured it: only then may it be local or private, on any port. */
  readonly isTrusted: boolean;
}

export interface GuardedFetchOptions {
  /** Only their origins are spoken to. */
  readonly endpoints: readonly FetchEndpoint[];
  readonly userAgent: string;
  readonly limits?: Partial<HttpLimits> | undefined;
  readonly isOffline?: boolean | undefined;
  /** Every address of a name; the system's resolver when absent. */
  readonly lookup?: AddressLookup | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called before each request is sent, with the address as it may be shown. */
  readonly onRequest?: ((url: string) => void) | undefined;
}

/**
 * `fetch` for the clients of model providers, GET and POST. It never follows a redirect and never leaves the origins it
 * was made for, so that a key stays where it belongs. Resolves for every other status.
 *
 * Rejects with StemmaError `refused`, `offline`, `network`, `too-large`, `interrupted`.
 */
export interface GuardedFetch {
  readonly fetch: typeof globalThis.fetch;
  close(): Promise<void>;
}

/** What the exchange itself decides, and what belongs to the wire. */
const ownHeaders = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "cookie",
  "host",
  "proxy-authorization",
  "transfer-encoding",
  "user-agent",
]);
const wireHeaders = new Set(["connection", "content-encoding", "content-length", "transfer-encoding"]);
const statusesWithoutBody = new Set([204, 205, 304]);

/** Throws StemmaError `usage` when a base URL is none. */
export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const trusted = options.endpoints.filter((endpoint) => endpoint.isTrusted);
  const closing = new AbortController();
  const caller: Caller = {
    options,
    origins: new Set(options.endpoints.map((endpoint) => toOrigin(endpoint.baseUrl))),
    guard: createUrlGuard(trusted.map((endpoint) => endpoint.baseUrl)),
    agents: createAgents(options.lookup ?? systemLookup),
  };
  return {
    fetch: async (input, init) => {
      const target = admit(caller, input instanceof Request ? input.url : String(input));
      const request = toRequest(input, init);
      const { signal, stop } = joinSignals([request.signal, options.signal, closing.signal]);
      try {
        return toResponse(await send(caller, { target, request, signal }), target);
      } finally {
        stop();
      }
    },
    close: async () => {
      closing.abort();
      await Promise.all([caller.agents.guarded.destroy(), caller.agents.trusted.destroy()]);
    },
  };
}

interface Caller {
  readonly options: GuardedFetchOptions;
  readonly origins: ReadonlySet<string>;
  readonly guard: UrlGuard;
  readonly agents: ReturnType<typeof createAgents>;
}

interface Call {
  readonly target: Target;
  readonly request: Request;
  readonly signal: AbortSignal;
}

/** The platform's own error would repeat a header that is no header, key and all. */
function toRequest(...[input, init]: Parameters<typeof globalThis.fetch>): Request {
  try {
    return new Request(input, init);
  } catch {
    throw new StemmaError("unexpected", "A request to a model's provider could not be formed", {
      hint: "A key may hold characters that no header can carry.",
    });
  }
}

function admit({ guard, origins, options }: Caller, address: string): Target {
  const target = guard.check(address);
  if (!origins.has(target.url.origin))
    throw refuse(target.url, "it is not the origin of a configured base URL");
  if (options.isOffline === true) {
    throw new StemmaError("offline", `Offline, and ${toSafeUrl(target.url)} would have to be asked`, {
      hint: "Run with a connection, or without a language model; answers that were kept need none.",
    });
  }
  return target;
}

async function send({ agents, options }: Caller, { target, request, signal }: Call): Promise<Answer> {
  const limits = { ...modelLimits, ...options.limits };
  const body = await readRequestBody(request);
  if (signal.aborted) throw createInterrupted(target.url);
  options.onRequest?.(toSafeUrl(target.url));
  try {
    return await exchange({
      agent: target.isTrusted ? agents.trusted : agents.guarded,
      url: target.url,
      body,
      headers: toHeaders(request, options.userAgent),
      limits,
      remainingMs: limits.totalMs,
      signal,
      onBytes: () => {},
    });
  } catch (error) {
    throw error instanceof TransportFailure ? createNetworkError(target, error.message) : error;
  }
}

async function readRequestBody(request: Request): Promise<Uint8Array | undefined> {
  if (request.method === "GET") return undefined;
  if (request.method === "POST") return new Uint8Array(await request.arrayBuffer());
  throw new StemmaError("unexpected", `A request of method ${request.method} is not sent`, {
    hint: "Providers are asked with GET and POST.",
  });
}

function toHeaders(request: Request, userAgent: string): Record<string, string> {
  const wanted = [...request.headers].filter(([name]) => !ownHeaders.has(name));
  return { ...Object.fromEntries(wanted), "user-agent": userAgent, "accept-encoding": acceptedEncodings };
}

function toResponse(answer: Answer, target: Target): Response {
  if (findLocation(answer) !== undefined)
    throw refuse(target.url, "it redirects, and a key follows no redirect");
  const { status } = answer;
  if (status < 200 || status > 599) throw createNetworkError(target, `the server answered ${status}`);
  const headers = [...answer.headers].filter(([name]) => !wireHeaders.has(name));
  const body = statusesWithoutBody.has(status) ? null : Buffer.from(answer.body);
  return new Response(body, { status, headers });
}

function createNetworkError(target: Target, reason: string): StemmaError {
  return new StemmaError("network", `No answer from ${toSafeUrl(target.url)}: ${reason}`, {
    hint: "Check the address and the connection, then run again; what was read is kept.",
  });
}
