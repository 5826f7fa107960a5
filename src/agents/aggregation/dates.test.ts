import { describe, expect, it } from "vitest";
import { makePaper, makeRecord } from "../../../test/support/agent-fixture.ts";
import type { ReleaseDate } from "../../model/index.ts";
import { checkDates, toReleaseDate } from "./dates.ts";

describe("toReleaseDate", () => {
  it("is the day on which the hub says it was created", () => {
    expect(toReleaseDate(makeRecord({ createdAt: "2024-07-19T10:00:00.000Z" }), [])).toEqual({
      interval: { earliest: "2024-07-19", latest: "2024-07-19" },
      source: "hub",
      reason: "created on the hub 2024-07-19",
    });
  });

  it("keeps a month and a year as wide as they are", () => {
    const interval = (createdAt: string) => toReleaseDate(makeRecord({ createdAt }), [])?.interval;
    expect(interval("2024-02")).toEqual({ earliest: "2024-02-01", latest: "2024-02-29" });
    expect(interval("2023")).toEqual({ earliest: "2023-01-01", latest: "2023-12-31" });
  });

  it("takes the hub's first recorded day for a bound from above only", () => {
    const released = toReleaseDate(makeRecord({ createdAt: "2022-03-02T23:29:22.000Z" }), []);
    expect(released).toMatchObject({
      interval: { earliest: "0001-01-01", latest: "2022-03-02" },
      source: "floor",
    });
  });

  it("prefers an own paper that is earlier, and only then", () => {
    const record = makeRecord({ createdAt: "2024-07-19T10:00:00.000Z" });
    const earlier = makePaper({ arxivId: "2401.00009", publishedAt: "2024-01-05T00:00:00Z" });
    const later = makePaper({ publishedAt: "2025-01-05T00:00:00Z" });
    expect(toReleaseDate(record, [later, earlier])).toMatchObject({
      interval: { latest: "2024-01-05" },
      source: "own-paper",
      reason: "own paper arXiv 2401.00009 of 2024-01-05",
    });
    expect(toReleaseDate(record, [later])?.source).toBe("hub");
  });

  it("knows nothing without a date it can read", () => {
    expect(toReleaseDate(null, [])).toBeNull();
    expect(toReleaseDate(makeRecord({ createdAt: "yesterday" }), [])).toBeNull();
    expect(toReleaseDate(makeRecord({ createdAt: "2024-13-40" }), [makePaper()])).toBeNull();
  });
});

describe("checkDates", () => {
  const at = (earliest: string, latest = earliest): ReleaseDate => ({
    interval: { earliest, latest },
    source: "hub",
    reason: "test",
  });
  const check = (
    upstream: ReleaseDate | null,
    downstream: ReleaseDate | null,
    lastModified: string | null = null,
  ) => checkDates({ released: upstream, lastModified: null }, { released: downstream, lastModified });

  it("is in order when the upstream came first, or little later", () => {
    expect(check(at("2023-01-01"), at("2024-01-01"))).toBe("in-order");
    expect(check(at("2024-01-20"), at("2024-01-01"))).toBe("in-order");
    expect(check(at("2024-02-01"), at("2024-01-01"))).toBe("in-order");
  });

  it("is doubtful when the upstream seems to be later", () => {
    expect(check(at("2024-02-02"), at("2024-01-01"))).toBe("doubtful");
    expect(check(at("2024-06-01"), at("2024-01-01"), "2024-07-01")).toBe("doubtful");
  });

  it("is anachronistic only when it appeared after the last change", () => {
    expect(check(at("2024-09-01"), at("2024-01-01"), "2024-07-01")).toBe("anachronistic");
    expect(check(at("2024-09-01"), at("2024-01-01"), null)).toBe("doubtful");
  });

  it("gives wide intervals the benefit of the doubt", () => {
    expect(check(at("2024-01-01", "2024-12-31"), at("2024-01-01", "2024-01-01"))).toBe("in-order");
    expect(check(at("2024-06-01"), at("2024-01-01", "2024-12-31"))).toBe("in-order");
    expect(check(at("0001-01-01", "2022-03-02"), at("2022-05-01"))).toBe("in-order");
  });

  it("is unknown where one date is", () => {
    expect(check(null, at("2024-01-01"))).toBe("unknown");
    expect(check(at("2024-01-01"), null, "2025-01-01")).toBe("unknown");
  });
});
