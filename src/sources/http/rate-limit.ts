import type { Answer } from "./exchange.ts";

/** What an answer says about limits. Times are on the client's clock, in milliseconds. */
export interface LimitNotice {
  /** The server turned the request away because of a limit. */
  readonly isLimited: boolean;
  /** How long it asks to stay away; undefined when it does not say. */
  readonly waitMs: number | undefined;
  /** Whether the wait concerns one named quota instead of the whole host. */
  readonly isForLane: boolean;
  readonly window: QuotaWindow | undefined;
}

export interface QuotaWindow {
  readonly remaining: number;
  readonly resetAt: number;
}

const limitStatuses = new Set([403, 429, 503]);
const marginMs = 1_000;
const maxPlainNoticeBytes = 200;

export function toLimitNotice(answer: Answer, now: number): LimitNotice {
  const { status, headers } = answer;
  const hubWindow = parseRateLimit(headers.get("ratelimit"), headers.get("ratelimit-policy"), now);
  const window = hubWindow ?? parseNumberedWindow(headers, now);
  const retryAfterMs = parseRetryAfter(headers, now);
  const isExhausted = window !== undefined && window.remaining <= 0;
  const isLimited =
    status === 429 ||
    isPlainNotice(answer) ||
    (status === 403 && ((isExhausted && hubWindow === undefined) || retryAfterMs !== undefined)) ||
    (status === 503 && retryAfterMs !== undefined);
  const windowMs = isExhausted && limitStatuses.has(status) ? Math.max(window.resetAt - now, 0) : undefined;
  return {
    isLimited,
    waitMs: isLimited ? toLonger(retryAfterMs, windowMs) : undefined,
    isForLane: hubWindow !== undefined,
    window,
  };
}

function toLonger(first: number | undefined, second: number | undefined): number | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return Math.max(first, second);
}

/** arXiv turns clients away with a line of plain text, whatever the status. */
function isPlainNotice({ body }: Answer): boolean {
  if (body.length === 0 || body.length > maxPlainNoticeBytes) return false;
  return /^\s*rate (limit )?exceeded\.?\s*$/i.test(Buffer.from(body).toString("latin1"));
}

/** `"api";r=0;t=55`, of several quotas the tightest; also the older `limit=100, remaining=50, reset=30`. */
function parseRateLimit(
  text: string | undefined,
  policy: string | undefined,
  now: number,
): QuotaWindow | undefined {
  if (text === undefined) return undefined;
  const items = /(^|[\s,])remaining=/i.test(text) ? [text] : text.split(",");
  const windows = items.flatMap((item) => {
    const remaining = findNumber(item, /(?:^|[;,\s])(?:r|remaining)=(\d+)/i);
    const seconds =
      findNumber(item, /(?:^|[;,\s])(?:t|reset)=(\d+)/i) ?? findNumber(policy ?? "", /(?:^|[;,\s])w=(\d+)/i);
    if (remaining === undefined || seconds === undefined) return [];
    return [{ remaining, resetAt: now + seconds * 1000 + marginMs }];
  });
  return windows.sort((a, b) => a.remaining - b.remaining || b.resetAt - a.resetAt)[0];
}

/** GitHub's headers: requests left, and the second of the epoch (on the server's clock) when they are given anew. */
function parseNumberedWindow(headers: ReadonlyMap<string, string>, now: number): QuotaWindow | undefined {
  const remaining = findNumber(headers.get("x-ratelimit-remaining") ?? "", /^\s*(\d+)\s*$/);
  const resetSeconds = findNumber(headers.get("x-ratelimit-reset") ?? "", /^\s*(\d+)\s*$/);
  if (remaining === undefined || resetSeconds === undefined) return undefined;
  const aheadMs = resetSeconds * 1000 - toServerNow(headers, now);
  return { remaining, resetAt: now + Math.max(aheadMs, 0) + marginMs };
}

function parseRetryAfter(headers: ReadonlyMap<string, string>, now: number): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(date - toServerNow(headers, now), 0);
}

function toServerNow(headers: ReadonlyMap<string, string>, now: number): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? now : date;
}

function findNumber(text: string, pattern: RegExp): number | undefined {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
