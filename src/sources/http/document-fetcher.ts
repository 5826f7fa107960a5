import type { Agent } from "undici";
import { StemmaError } from "../../model/index.ts";
import { acceptedEncodings } from "./body-reader.ts";
import type { HttpClock } from "./clock.ts";
import { type Credentials, toSafeUrl } from "./credentials.ts";
import { type Answer, exchange, findLocation } from "./exchange.ts";
import type { HostPolicy } from "./host-policy.ts";
import { toHostPolicy, toLane } from "./host-policy.ts";
import { createTooLongError, HostQueue, type HostQueueServices } from "./host-queue.ts";
import type { HttpWait } from "./http-client.ts";
import type { HttpLimits } from "./limits.ts";
import { type LimitNotice, toLimitNotice } from "./rate-limit.ts";
import { toBackoffMs, toLimitBackoffMs } from "./retry.ts";
import { TransportFailure } from "./transport-failure.ts";
import { Turnstile } from "./turnstile.ts";
import { refuse, type Target, type UrlGuard } from "./url-guard.ts";

export interface FetcherServices {
  readonly guard: UrlGuard;
  readonly agents: { readonly guarded: Agent; readonly trusted: Agent };
  readonly credentials: Credentials;
  readonly hosts: Readonly<Record<string, HostPolicy>>;
  readonly userAgent: string;
  readonly queue: HostQueueServices;
  readonly clock: HttpClock;
  readonly random: () => number;
  readonly maxTries: number;
  readonly onWait: (wait: HttpWait) => void;
  /** Called before each request; throws when the budget is spent. */
  readonly onRequest: (target: Target) => void;
  readonly onBytes: (count: number) => void;
}

export interface DocumentCall {
  readonly target: Target;
  /** Sent as they are to the first origin; to another one only what describes the wanted content. */
  readonly headers: Readonly<Record<string, string>>;
  /** Conditional headers, sent only to the address whose answer they describe. */
  readonly validators:
    | { readonly url: string; readonly headers: Readonly<Record<string, string>> }
    | undefined;
  readonly limits: HttpLimits;
  readonly signal: AbortSignal;
}

export interface FetchedDocument {
  readonly answer: Answer;
  readonly hops: readonly string[];
  readonly url: string;
}

const maxRedirects = 10;
const retriedStatuses = new Set([500, 502, 503, 504]);
const maxExchanges = 32;
const leaseMarginMs = 5_000;
const portableHeaders = new Set(["accept", "accept-language", "range"]);

interface Progress {
  tries: number;
  remainingMs: number;
  /** Whether every address so far had the origin of the first; credentials do not come back once it was left. */
  isHome: boolean;
}

type Outcome =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "limited"; readonly answer: Answer; readonly waitMs: number | undefined }
  | { readonly kind: "failed"; readonly reason: string; readonly cause?: unknown };

/** Follows redirects and retries until there is an answer for good. */
export class DocumentFetcher {
  readonly #services: FetcherServices;
  readonly #queues = new Map<string, HostQueue>();
  /** Bounds memory: bodies under way, whatever the number of hosts. */
  readonly #exchanges = new Turnstile(maxExchanges);

  constructor(services: FetcherServices) {
    this.#services = services;
  }

  async fetch(call: DocumentCall): Promise<FetchedDocument> {
    const progress: Progress = { tries: 0, remainingMs: call.limits.totalMs, isHome: true };
    const seen = new Set<string>();
    const hops: string[] = [];
    let target = call.target;
    for (;;) {
      seen.add(target.url.href);
      hops.push(toSafeUrl(target.url));
      const answer = await this.#readPatiently(call, target, progress);
      const location = findLocation(answer);
      if (location === undefined) return { answer, hops, url: toSafeUrl(target.url) };
      const next = this.#services.guard.check(location, target);
      if (seen.has(next.url.href)) throw refuse(next.url, "the redirects go in a circle", target);
      if (hops.length > maxRedirects) throw refuse(next.url, `more than ${maxRedirects} redirects`, target);
      progress.isHome &&= next.url.origin === target.url.origin;
      target = next;
    }
  }

  async #readPatiently(call: DocumentCall, target: Target, progress: Progress): Promise<Answer> {
    for (;;) {
      const outcome = await this.#readOnce(call, target, progress);
      if (outcome.kind === "answer") return outcome.answer;
      progress.tries += 1;
      if (progress.tries >= this.#services.maxTries) throw toFinalError(target, outcome, progress.tries);
      if (outcome.kind === "failed") await this.#pause(call, target, progress);
      else if ((outcome.waitMs ?? 0) > this.#services.queue.maxWaitMs)
        throw createTooLongError(target.url.host, outcome.waitMs ?? 0);
    }
  }

  async #pause(call: DocumentCall, target: Target, progress: Progress): Promise<void> {
    const { clock, random, onWait } = this.#services;
    const waitMs = toBackoffMs(progress.tries, random);
    onWait({ host: target.url.host, reason: "retry", waitMs });
    await clock.sleep(waitMs, call.signal);
  }

  async #readOnce(call: DocumentCall, target: Target, progress: Progress): Promise<Outcome> {
    const { clock, random } = this.#services;
    const lane = toLane(target.url, this.#findCredential(target, progress) !== undefined);
    const policy = toHostPolicy(target, this.#services.hosts);
    const queue = this.#queues.get(policy.pool) ?? new HostQueue(this.#services.queue, policy);
    this.#queues.set(policy.pool, queue);
    const leaseMs = call.limits.totalMs + leaseMarginMs;
    const ticket = await queue.enter({ host: target.url.host, lane, policy, leaseMs, signal: call.signal });
    let notice: LimitNotice | undefined;
    try {
      const answer = await this.#exchange(call, target, progress);
      notice = toLimitNotice(answer, clock.now());
      return toOutcome(answer, notice);
    } catch (error) {
      if (error instanceof TransportFailure && error.isWorthRetrying && progress.remainingMs > 0)
        return { kind: "failed", reason: error.message, cause: error };
      throw error instanceof TransportFailure ? createNetworkError(target, error.message, error) : error;
    } finally {
      ticket.leave(notice, toLimitBackoffMs(progress.tries + 1, random));
    }
  }

  async #exchange(call: DocumentCall, target: Target, progress: Progress): Promise<Answer> {
    const { agents, onRequest, onBytes } = this.#services;
    const leave = await this.#exchanges.enter(call.signal);
    const startedAt = performance.now();
    try {
      onRequest(target);
      return await exchange({
        agent: target.isTrusted ? agents.trusted : agents.guarded,
        url: target.url,
        headers: this.#toHeaders(call, target, progress),
        limits: call.limits,
        remainingMs: progress.remainingMs,
        signal: call.signal,
        onBytes,
      });
    } finally {
      progress.remainingMs -= performance.now() - startedAt;
      leave();
    }
  }

  #findCredential(target: Target, progress: Progress): string | undefined {
    return progress.isHome ? this.#services.credentials.findHeader(target.url.origin) : undefined;
  }

  #toHeaders(call: DocumentCall, target: Target, progress: Progress): Record<string, string> {
    const wanted = Object.entries(call.headers).filter(
      ([name]) => progress.isHome || portableHeaders.has(name),
    );
    const credential = this.#findCredential(target, progress);
    const isKnown = call.validators?.url === toSafeUrl(target.url);
    return {
      ...Object.fromEntries(wanted),
      ...(isKnown ? call.validators?.headers : undefined),
      "user-agent": this.#services.userAgent,
      // A range of packed bytes could not be unpacked.
      "accept-encoding": call.headers.range === undefined ? acceptedEncodings : "identity",
      ...(credential === undefined ? undefined : { authorization: credential }),
    };
  }
}

function toOutcome(answer: Answer, notice: LimitNotice): Outcome {
  if (notice.isLimited) return { kind: "limited", answer, waitMs: notice.waitMs };
  if (retriedStatuses.has(answer.status))
    return { kind: "failed", reason: `the server answered ${answer.status}` };
  return { kind: "answer", answer };
}

function toFinalError(
  target: Target,
  outcome: Exclude<Outcome, { kind: "answer" }>,
  tries: number,
): StemmaError {
  if (outcome.kind === "failed")
    return createNetworkError(target, `${outcome.reason} (${tries} tries)`, outcome.cause);
  const where = toSafeUrl(target.url);
  return new StemmaError("rate-limited", `${target.url.host} turned away ${where} ${tries} times`, {
    hint: "Run again later (what was read is kept), or set a token for this host to get a larger quota.",
  });
}

function createNetworkError(target: Target, reason: string, cause: unknown): StemmaError {
  return new StemmaError("network", `Could not read ${toSafeUrl(target.url)}: ${reason}`, {
    hint: "Check the address and the connection, then run again; what was read is kept.",
    cause,
  });
}
