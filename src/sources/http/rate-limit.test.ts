import { describe, expect, it } from "vitest";
import { toLimitNotice } from "./rate-limit.ts";

const now = Date.parse("2026-03-01T00:00:00Z");

function read(headers: Readonly<Record<string, string>>, status = 200, body = "") {
  return toLimitNotice({ status, headers: new Map(Object.entries(headers)), body: Buffer.from(body) }, now);
}

describe("toLimitNotice", () => {
  it.each([
    ['"api";r=7;t=55', 7, 56_000],
    ['"api"; r=0; t=1', 0, 2_000],
    ['"api";r=90;t=10, "resolvers";r=3;t=200', 3, 201_000],
    ['"a";r=0;t=10, "b";r=0;t=200', 0, 201_000],
    ["limit=100, remaining=50, reset=30", 50, 31_000],
  ])("reads the window of RateLimit: %s", (ratelimit, remaining, aheadMs) => {
    expect(read({ ratelimit }).window).toEqual({ remaining, resetAt: now + aheadMs });
  });

  it("takes the window's length from the policy where no time is given", () => {
    const notice = read({ ratelimit: '"api";r=1', "ratelimit-policy": '"fixed window";"api";q=500;w=300' });
    expect(notice.window).toEqual({ remaining: 1, resetAt: now + 301_000 });
  });

  it.each(["", "nonsense", '"api"', '"api";r=x;t=y', ";;;,,,"])(
    "has no window for RateLimit: %j",
    (ratelimit) => {
      expect(read({ ratelimit }).window).toBeUndefined();
    },
  );

  it("reads GitHub's reset by the server's clock", () => {
    const headers = {
      date: "Sun, 01 Mar 2026 01:00:00 GMT",
      "x-ratelimit-remaining": "12",
      "x-ratelimit-reset": String(Date.parse("2026-03-01T01:00:40Z") / 1000),
    };
    expect(read(headers).window).toEqual({ remaining: 12, resetAt: now + 41_000 });
  });

  it.each([
    [429, {}, true, undefined],
    [429, { "retry-after": "12" }, true, 12_000],
    [429, { "retry-after": "12", ratelimit: '"api";r=0;t=55' }, true, 56_000],
    [429, { "retry-after": "nonsense" }, true, undefined],
    [429, { "retry-after": "Sun, 01 Mar 2026 00:00:09 GMT" }, true, 9_000],
    [429, { "retry-after": "Sat, 28 Feb 2026 00:00:00 GMT" }, true, 0],
    [403, {}, false, undefined],
    [403, { "retry-after": "5" }, true, 5_000],
    [403, { "x-ratelimit-remaining": "3", "x-ratelimit-reset": "1" }, false, undefined],
    [503, {}, false, undefined],
    [503, { "retry-after": "5" }, true, 5_000],
    [200, { "retry-after": "5" }, false, undefined],
    [200, { ratelimit: '"api";r=0;t=55' }, false, undefined],
  ])("judges status %i with %j", (status, headers, isLimited, waitMs) => {
    expect(read(headers as Record<string, string>, status)).toMatchObject({ isLimited, waitMs });
  });

  it("knows arXiv's plain text, not a page that speaks of it", () => {
    expect(read({}, 200, "Rate exceeded.\n").isLimited).toBe(true);
    expect(read({}, 200, "What does 'Rate exceeded.' mean?").isLimited).toBe(false);
  });
});
