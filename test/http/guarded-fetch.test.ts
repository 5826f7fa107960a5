import { afterEach, describe, expect, it, vi } from "vitest";
import {
  type AddressLookup,
  createGuardedFetch,
  type GuardedFetch,
  type GuardedFetchOptions,
} from "../../src/sources/http/index.ts";
import { catchError, createHttpFixture } from "./http-fixture.ts";
import { answer, type Reply, redirect } from "./loopback-server.ts";

const fixture = createHttpFixture();
const open: GuardedFetch[] = [];

afterEach(async () => {
  for (const guarded of open.splice(0)) await guarded.close();
});

function createFetch(baseUrl: string, options: Partial<GuardedFetchOptions> & { isTrusted?: boolean } = {}) {
  const { isTrusted = true, ...rest } = options;
  const guarded = createGuardedFetch({
    endpoints: [{ baseUrl, isTrusted }],
    userAgent: "stemma-test",
    ...rest,
  });
  open.push(guarded);
  return guarded.fetch;
}

const echo: Reply = (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("utf8");
    response.end(JSON.stringify({ method: request.method, body, headers: request.headers }));
  });
};

const post = { method: "POST", body: "{}", headers: { authorization: "Bearer key-of-the-test" } };

describe("guarded fetch", () => {
  it("posts body and headers to its own origin, under its own name", async () => {
    const server = await fixture.serve({ "/v1/chat": echo });
    const response = await createFetch(`${server.origin}/v1`)(`${server.origin}/v1/chat`, {
      method: "POST",
      body: '{"model":"ü"}',
      headers: {
        authorization: "Bearer key-of-the-test",
        "user-agent": "some sdk",
        host: "elsewhere.example",
      },
    });
    const seen = (await response.json()) as { method: string; headers: Record<string, string> };
    expect(seen).toMatchObject({ method: "POST", body: '{"model":"ü"}' });
    expect(seen.headers).toMatchObject({
      authorization: "Bearer key-of-the-test",
      "user-agent": "stemma-test",
      host: server.host,
    });
  });

  it("gives back every status with its headers", async () => {
    const server = await fixture.serve({ "/busy": answer("later", { "retry-after": "7" }, 429) });
    const response = await createFetch(server.origin)(`${server.origin}/busy`, post);
    expect([response.status, response.headers.get("retry-after"), await response.text()]).toEqual([
      429,
      "7",
      "later",
    ]);
  });

  it("sends nothing to another origin, local or public", async () => {
    const [own, other] = [await fixture.serve({ "*": echo }), await fixture.serve({ "*": echo })];
    const lookup = vi.fn<AddressLookup>(async () => ["93.184.215.14"]);
    const fetch = createFetch(own.origin, { lookup });
    expect((await catchError(fetch(`${other.origin}/v1`, post))).code).toBe("refused");
    const error = await catchError(fetch("https://models.example/v1", post));
    expect([error.code, lookup.mock.calls.length, other.journal.length]).toEqual(["refused", 0, 0]);
    expect(error.message).toContain("not the origin of a configured base URL");
  });

  it.each([301, 302, 303, 307, 308])(
    "follows no redirect of status %i, not even to its own origin",
    async (status) => {
      const other = await fixture.serve({ "*": echo });
      const server = await fixture.serve({
        "/away": redirect(`${other.origin}/`, status),
        "/home": redirect("/end", status),
        "/end": echo,
      });
      const fetch = createFetch(server.origin);
      for (const path of ["/away", "/home"]) {
        const error = await catchError(fetch(`${server.origin}${path}`, post));
        expect(error.code).toBe("refused");
        expect(error.message).toContain("redirects");
      }
      expect([other.journal.length, server.journal.map((entry) => entry.path)]).toEqual([
        0,
        ["/away", "/home"],
      ]);
    },
  );

  it("opens a private address only for a base URL of the user's own", async () => {
    const server = await fixture.serve({ "*": echo });
    const error = await catchError(
      createFetch(server.origin, { isTrusted: false })(`${server.origin}/`, post),
    );
    expect(error.code).toBe("refused");
    expect(server.journal).toEqual([]);
  });

  it("checks the address that a public name leads to", async () => {
    const lookup = vi.fn<AddressLookup>(async () => ["127.0.0.1"]);
    const fetch = createFetch("http://models.example", { isTrusted: false, lookup });
    const error = await catchError(fetch("http://models.example/v1", post));
    expect(error.code).toBe("refused");
    expect(error.message).toContain("not public");
    expect(lookup).toHaveBeenCalledTimes(1);
  });

  it("asks nobody when offline", async () => {
    const server = await fixture.serve({ "*": echo });
    const error = await catchError(
      createFetch(server.origin, { isOffline: true })(`${server.origin}/`, post),
    );
    expect(error.code).toBe("offline");
    expect(server.journal).toEqual([]);
  });

  it("stops reading an answer that is too large or takes too long", async () => {
    const server = await fixture.serve({ "/large": answer("x".repeat(5_000)), "/silent": () => {} });
    const fetch = createFetch(server.origin, { limits: { wireBytes: 1_000, headersMs: 50 } });
    expect((await catchError(fetch(`${server.origin}/large`, post))).code).toBe("too-large");
    expect((await catchError(fetch(`${server.origin}/silent`, post))).code).toBe("network");
  });

  it("ends with the signal of the request and with its own", async () => {
    const server = await fixture.serve({ "*": () => {} });
    const own = new AbortController();
    const fetch = createFetch(server.origin, { signal: own.signal });
    const ofRequest = catchError(fetch(server.origin, { ...post, signal: AbortSignal.timeout(30) }));
    expect((await ofRequest).code).toBe("interrupted");
    setTimeout(() => own.abort(), 30);
    expect((await catchError(fetch(server.origin, post))).code).toBe("interrupted");
  });

  it("does not repeat a key that is no header", async () => {
    const headers = { authorization: "Bearer key-of-the-test\n\u0001" };
    const error = await catchError(
      createFetch("http://127.0.0.1:9")("http://127.0.0.1:9/", { ...post, headers }),
    );
    expect(JSON.stringify([error.code, error.message, error.hint, `${error.cause}`])).not.toContain(
      "key-of-the-test",
    );
  });

  it("tells of each request without what is secret in its address", async () => {
    const server = await fixture.serve({ "*": echo });
    const seen: string[] = [];
    await createFetch(server.origin, { onRequest: (url) => seen.push(url) })(
      `${server.origin}/v1?key=secret`,
      post,
    );
    expect(seen).toEqual([`${server.origin}/v1?key=hidden`]);
  });
});
