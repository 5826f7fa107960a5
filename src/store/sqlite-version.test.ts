import { describe, expect, it } from "vitest";
import { hasWalResetBug, readSqliteVersion } from "./sqlite-version.ts";

describe("sqlite version", () => {
  it.each([
    ["3.6.23", false],
    ["3.7.0", true],
    ["3.49.2", true],
    ["3.51.2", true],
    ["3.51.3", false],
    ["3.53.0", false],
    ["4.0.0", false],
  ])("%s: bug %s", (version, expected) => {
    expect(hasWalResetBug(version)).toBe(expected);
  });

  it("is sound in the Node that runs this", () => {
    expect(readSqliteVersion()).toMatchObject({
      version: expect.stringMatching(/^3\.\d+/),
      hasWalResetBug: false,
    });
  });
});
