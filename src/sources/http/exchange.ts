import type { Agent } from "undici";
import type { IncomingHttpHeaders } from "undici/types/header.js";
import { StemmaError } from "../../model/index.ts";
import { checkAnnouncedLength, readBody } from "./body-reader.ts";
import { toSafeUrl } from "./credentials.ts";
import type { HttpLimits } from "./limits.ts";
import { TransportFailure, toTransportFailure } from "./transport-failure.ts";

/** One answer of one server; redirects and limits are not looked at. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

interface ExchangeInput {
  readonly agent: Agent;
  readonly url: URL;
  /** Sent with POST; a request without a body is a GET. */
  readonly body?: Uint8Array | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: HttpLimits;
  /** What is left of `limits.totalMs`. */
  readonly remainingMs: number;
  readonly signal: AbortSignal;
  readonly onBytes: (count: number) => void;
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const statusesWithoutBody = new Set([204, 304]);
const redirectBodyBytes = 64 * 1024;

/** Throws TransportFailure, or StemmaError `refused`, `too-large` or `interrupted`. */
export async function exchange(input: ExchangeInput): Promise<Answer> {
  const timer = startTimer(input);
  try {
    return await readAnswer(input, timer);
  } catch (error) {
    throw toFailure(error, input, timer);
  } finally {
    timer.stop();
  }
}

async function readAnswer(input: ExchangeInput, timer: Timer): Promise<Answer> {
  const { agent, url, limits, onBytes } = input;
  const response = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: input.body === undefined ? "GET" : "POST",
    body: input.body ?? null,
    headers: input.headers,
    signal: timer.signal,
  });
  timer.headersArrived();
  const status = response.statusCode;
  const headers = toHeaderMap(response.headers);
  if (statusesWithoutBody.has(status) || findLocation({ status, headers }) !== undefined) {
    await response.body.dump({ limit: redirectBodyBytes });
    return { status, headers, body: new Uint8Array() };
  }
  const encoding = headers.get("content-encoding");
  try {
    checkAnnouncedLength(url, headers.get("content-length"), limits);
    return { status, headers, body: await readBody(response.body, { url, encoding, limits, onBytes }) };
  } finally {
    response.body.on("error", () => {}).destroy();
  }
}

/** Where an answer redirects to, as the server wrote it. */
export function findLocation(answer: Pick<Answer, "status" | "headers">): string | undefined {
  return redirectStatuses.has(answer.status) ? answer.headers.get("location") : undefined;
}

interface Timer {
  readonly signal: AbortSignal;
  headersArrived(): void;
  findTimeout(): TransportFailure | undefined;
  stop(): void;
}

function startTimer({ limits, remainingMs, signal }: ExchangeInput): Timer {
  const controller = new AbortController();
  let timeout: TransportFailure | undefined;
  const expire = (failure: TransportFailure) => {
    timeout = failure;
    controller.abort();
  };
  const interrupt = () => controller.abort();
  const waitForHeaders = setTimeout(
    () => expire(new TransportFailure(`no answer within ${limits.headersMs / 1000} s`, true)),
    limits.headersMs,
  );
  const waitForAll = setTimeout(
    () => expire(new TransportFailure(`it took longer than ${limits.totalMs / 1000} s`, false)),
    Math.max(remainingMs, 0),
  );
  signal.addEventListener("abort", interrupt, { once: true });
  if (signal.aborted) interrupt();
  return {
    signal: controller.signal,
    headersArrived: () => clearTimeout(waitForHeaders),
    findTimeout: () => timeout,
    stop: () => {
      clearTimeout(waitForHeaders);
      clearTimeout(waitForAll);
      signal.removeEventListener("abort", interrupt);
    },
  };
}

function toFailure(error: unknown, input: ExchangeInput, timer: Timer): Error {
  const known = findStemmaError(error);
  if (known !== undefined) return known;
  const timeout = timer.findTimeout();
  if (timeout !== undefined) return timeout;
  if (input.signal.aborted) return createInterrupted(input.url);
  return toTransportFailure(error);
}

export function createInterrupted(url: URL): StemmaError {
  return new StemmaError("interrupted", `Reading ${toSafeUrl(url)} was interrupted`, {
    hint: "Run the command again; what was read so far is kept.",
  });
}

function findStemmaError(error: unknown): StemmaError | undefined {
  if (error instanceof StemmaError) return error;
  return error instanceof Error && error.cause !== undefined ? findStemmaError(error.cause) : undefined;
}

function toHeaderMap(headers: IncomingHttpHeaders): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === "set-cookie") continue;
    map.set(name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value);
  }
  return map;
}
