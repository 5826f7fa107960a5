const firstBackoffMs = 500;
const longestBackoffMs = 30_000;

/** Wait before try `tries + 1` where the server does not say how long: drawn between half and all of a bound that doubles. */
export function toBackoffMs(tries: number, random: () => number): number {
  const bound = Math.min(longestBackoffMs, firstBackoffMs * 2 ** tries);
  return Math.round((bound * (1 + random())) / 2);
}

/** How long a server asks to stay away; undefined when it does not say. */
export function parseRetryAfter(
  headers: Readonly<Record<string, string>> = {},
  now: number,
): number | undefined {
  const exactMs = Number(headers["retry-after-ms"]);
  if (exactMs > 0) return Math.ceil(exactMs);
  const text = headers["retry-after"]?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  const date = /^[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}

/** The wait that Google writes into the body of its errors: `"retryDelay": "17s"`. */
export function parseRetryDelay(body: string | undefined): number | undefined {
  const seconds = /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"/.exec(body ?? "")?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1_000);
}
