import { describe, expect, it } from "vitest";
import { toHostPolicy, toLane } from "./host-policy.ts";
import { defaultHostPolicies } from "./index.ts";

const at = (address: string, isTrusted = false) => ({ url: new URL(address), isTrusted });

describe("toHostPolicy", () => {
  it("gives all arXiv hosts one connection and one request per three seconds, together", () => {
    for (const host of ["arxiv.org", "export.arxiv.org", "www.arxiv.org"]) {
      expect(toHostPolicy(at(`https://${host}/x`), {})).toEqual({
        concurrency: 1,
        minimumIntervalMs: 3_000,
        pool: "arxiv",
      });
    }
  });

  it("lets settings tighten a public host, never loosen it", () => {
    const target = at("https://export.arxiv.org/api/query");
    const loose = { "export.arxiv.org": { concurrency: 50, minimumIntervalMs: 0, pool: "mine" } };
    const tight = { "export.arxiv.org": { concurrency: 1, minimumIntervalMs: 9_000 } };
    expect(toHostPolicy(target, loose)).toEqual({ concurrency: 1, minimumIntervalMs: 3_000, pool: "arxiv" });
    expect(toHostPolicy(target, tight).minimumIntervalMs).toBe(9_000);
  });

  it("takes settings as they are for a base URL the user configured", () => {
    const setting = { concurrency: 40, minimumIntervalMs: 0 };
    const policy = toHostPolicy(at("http://127.0.0.1:3000/x", true), { "127.0.0.1:3000": setting });
    expect(policy).toEqual({ ...setting, pool: "127.0.0.1:3000" });
  });

  it("is polite to hosts nobody knows", () => {
    expect(toHostPolicy(at("https://blog.example/"), {}).concurrency).toBeLessThanOrEqual(2);
    expect(defaultHostPolicies["blog.example"]).toBeUndefined();
  });
});

describe("toLane", () => {
  it.each([
    ["https://huggingface.co/api/datasets/a/b", "api"],
    ["https://huggingface.co/datasets/a/b/resolve/main/README.md", "resolvers"],
    ["https://huggingface.co/datasets/a/b", "pages"],
  ])("%s counts as %s", (address, lane) => {
    expect(toLane(new URL(address), false)).toBe(lane);
    expect(toLane(new URL(address), true)).toBe(`${lane}+credential`);
  });
});
