import { describe, expect, it } from "vitest";
import { parseRetryAfter, parseRetryDelay, toBackoffMs } from "./retry.ts";

const now = Date.parse("2026-03-01T00:00:00Z");

describe("the wait before another try", () => {
  it.each([
    [{ "retry-after": "7" }, 7_000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "1.5" }, 1_500],
    [{ "retry-after": "Sun, 01 Mar 2026 00:00:30 GMT" }, 30_000],
    [{ "retry-after": "Sat, 28 Feb 2026 00:00:00 GMT" }, 0],
    [{ "retry-after": "7", "retry-after-ms": "250" }, 250],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "-5" }, undefined],
    [{}, undefined],
  ])("is what the server says: %j", (headers, waitMs) => {
    expect(parseRetryAfter(headers, now)).toBe(waitMs);
  });

  it("may stand in the body", () => {
    expect(parseRetryDelay('{"error":{"details":[{"retryDelay": "17.5s"}]}}')).toBe(17_500);
    expect(parseRetryDelay("{}")).toBeUndefined();
  });

  it("doubles up to half a minute, and is never nothing", () => {
    expect([1, 2, 3, 20].map((tries) => toBackoffMs(tries, () => 0))).toEqual([500, 1_000, 2_000, 15_000]);
    expect([1, 2, 3, 20].map((tries) => toBackoffMs(tries, () => 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
  });
});
