import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type HttpClientOptions, pruneCache, readCacheUsage } from "../../src/sources/http/index.ts";
import { catchError, createHttpFixture, toText } from "./http-fixture.ts";
import { answer, type Reply } from "./loopback-server.ts";
import { VirtualClock } from "./virtual-clock.ts";

const fixture = createHttpFixture();
const hourMs = 60 * 60_000;

const withEtag =
  (body: string, etag = `"${body}"`): Reply =>
  (request, response, visit) =>
    request.headers["if-none-match"] === etag
      ? answer("", { etag }, 304)(request, response, visit)
      : answer(body, { etag, "content-type": "text/plain" })(request, response, visit);

async function open(replies: Readonly<Record<string, Reply>>) {
  const clock = new VirtualClock();
  const cacheFolder = fixture.createFolder();
  const server = await fixture.serve(replies);
  const createClient = (more: Partial<HttpClientOptions> = {}) =>
    fixture.createClient({ cacheFolder, clock, trustedOrigins: [server.origin], maxTries: 1, ...more });
  const url = (path: string) => `${server.origin}${path}`;
  return { clock, cacheFolder, server, createClient, url };
}

function listFiles(folder: string, kind: string): string[] {
  return readdirSync(join(folder, kind), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("stored answers", () => {
  it("are used while fresh, then asked about, then used again", async () => {
    const { clock, server, createClient, url } = await open({ "/card": withEtag("v1") });
    const client = createClient();
    const first = await client.get({ url: url("/card"), purpose: "page" });
    const second = await createClient().get({ url: url("/card"), purpose: "page" });
    clock.advance(hourMs);
    const third = await client.get({ url: url("/card"), purpose: "page" });
    const fourth = await client.get({ url: url("/card"), purpose: "page" });
    expect([first, second, third, fourth].map((response) => response.origin)).toEqual([
      "network",
      "fresh",
      "revalidated",
      "fresh",
    ]);
    for (const response of [second, third, fourth]) {
      expect({ ...response, origin: "" }).toEqual({ ...first, origin: "" });
    }
    expect(server.journal).toHaveLength(2);
    expect(client.counts).toEqual({ requests: 2, revalidated: 1, fresh: 1, bytes: 2 });
  });

  it("follow a change", async () => {
    let text = "v1";
    const { clock, createClient, url } = await open({ "/card": (...input) => withEtag(text)(...input) });
    const client = createClient();
    await client.get({ url: url("/card"), purpose: "page" });
    text = "v2";
    clock.advance(hourMs);
    const response = await client.get({ url: url("/card"), purpose: "page" });
    expect([toText(response), response.origin]).toEqual(["v2", "network"]);
  });

  it("are asked about by date where there is no tag", async () => {
    const date = "Wed, 01 Jan 2025 00:00:00 GMT";
    const { clock, createClient, url } = await open({
      "/": (request, response, visit) => {
        const isKnown = request.headers["if-modified-since"] === date;
        answer("x", { "last-modified": date }, isKnown ? 304 : 200)(request, response, visit);
      },
    });
    const client = createClient();
    await client.get({ url: url("/"), purpose: "page" });
    clock.advance(hourMs);
    expect((await client.get({ url: url("/"), purpose: "page" })).origin).toBe("revalidated");
  });

  it("last by purpose: a paper is not asked about for a month", async () => {
    const { clock, createClient, url } = await open({ "/": withEtag("paper") });
    const client = createClient();
    const get = () => client.get({ url: url("/"), purpose: "paper" });
    await get();
    clock.advance(29 * 24 * hourMs);
    expect((await get()).origin).toBe("fresh");
    clock.advance(2 * 24 * hourMs);
    expect((await get()).origin).toBe("revalidated");
  });

  it("send their tag only to the address that gave it", async () => {
    let location = "/one";
    const { clock, server, createClient, url } = await open({
      "/moving": (_request, response) => response.writeHead(302, { location }).end(),
      "/one": withEtag("first", '"same"'),
      "/two": withEtag("second", '"same"'),
    });
    const client = createClient();
    await client.get({ url: url("/moving"), purpose: "page" });
    location = "/two";
    clock.advance(hourMs);
    expect(toText(await client.get({ url: url("/moving"), purpose: "page" }))).toBe("second");
    expect(server.journal.at(-1)!.headers["if-none-match"]).toBeUndefined();
  });

  it.each([
    ["an error", answer("gone", {}, 404)],
    ["what must not be stored", answer("mine", { "cache-control": "private, no-store" })],
  ])("are not made of %s", async (_name, reply) => {
    const { cacheFolder, server, createClient, url } = await open({ "/": reply });
    const client = createClient();
    await client.get({ url: url("/"), purpose: "page" });
    await client.get({ url: url("/"), purpose: "page" });
    expect(server.journal).toHaveLength(2);
    expect((await readCacheUsage(cacheFolder)).answers).toBe(0);
  });

  it("are kept apart by what is accepted and by whether a credential was sent", async () => {
    const { server, createClient, url } = await open({
      "/": (request, response) =>
        response
          .writeHead(200)
          .end(`${request.headers.accept} ${request.headers.authorization ?? "anonymous"}`),
    });
    const anonymous = createClient();
    const known = createClient({ credentials: [{ origin: server.origin, header: "Bearer t0ken" }] });
    const get = (client: typeof known, accept: string) =>
      client.get({ url: url("/"), purpose: "api", accept });
    const texts = [
      await get(anonymous, "text/html"),
      await get(anonymous, "text/plain"),
      await get(known, "text/html"),
    ];
    expect(new Set(texts.map(toText)).size).toBe(3);
  });

  it("never hold a secret", async () => {
    const { cacheFolder, server, createClient, url } = await open({
      "*": (request, response) => {
        const headers = { "x-echo": request.headers.authorization ?? "", "set-cookie": "session=s3cr3t" };
        response.writeHead(200, headers).end(request.url === "/echo" ? headers["x-echo"] : "plain");
      },
    });
    const client = createClient({ credentials: [{ origin: server.origin, header: "Bearer t0ken" }] });
    await client.get({ url: url("/plain?token=s3cr3t"), purpose: "api" });
    await client.get({ url: url("/echo"), purpose: "api" });
    const kept = readdirSync(cacheFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
    expect(kept.join("\n")).toContain("plain");
    expect(kept.join("\n")).not.toMatch(/t0ken|s3cr3t/);
  });

  it("asked for by many at once are fetched once", async () => {
    const { server, createClient, url } = await open({ "/": withEtag("one") });
    const client = createClient();
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => client.get({ url: url("/"), purpose: "page" })),
    );
    expect(new Set(responses.map(toText))).toEqual(new Set(["one"]));
    expect(server.journal).toHaveLength(1);
  });

  it("that are none are asked for once too, and again when only the asker was interrupted", async () => {
    const controller = new AbortController();
    const { server, createClient, url } = await open({
      "/missing": answer("no", {}, 404),
      "/slow": (request, response, visit) => {
        if (visit === 1) controller.abort();
        else answer("fine")(request, response, visit);
      },
    });
    const client = createClient();
    const get = (path: string, signal?: AbortSignal) =>
      client.get({ url: url(path), purpose: "page", signal });
    const missing = await Promise.all([get("/missing"), get("/missing"), get("/missing")]);
    expect(missing.map((response) => response.status)).toEqual([404, 404, 404]);
    const [first, second] = await Promise.allSettled([get("/slow", controller.signal), get("/slow")]);
    expect(first).toMatchObject({ status: "rejected", reason: { code: "interrupted" } });
    expect(second).toMatchObject({ status: "fulfilled" });
    expect(server.journal.map((entry) => entry.path)).toEqual(["/missing", "/slow", "/slow"]);
  });
});

describe("a damaged cache", () => {
  const damages: readonly [string, (path: string) => void][] = [
    ["empty", (path) => writeFileSync(path, "")],
    ["cut", (path) => writeFileSync(path, readFileSync(path).subarray(0, -3))],
    [
      "flipped in one bit",
      (path) => {
        const bytes = readFileSync(path);
        bytes[Math.floor(bytes.length / 2)]! ^= 1;
        writeFileSync(path, bytes);
      },
    ],
  ];
  const cases = damages.flatMap(([name, damage]) =>
    ["answers", "bodies"].map((kind) => ({ name, damage, kind })),
  );

  it.each(cases)("with $kind $name is read anew and mended", async ({ kind, damage }) => {
    const { cacheFolder, server, createClient, url } = await open({ "/": withEtag("the whole text") });
    await createClient().get({ url: url("/"), purpose: "paper" });
    for (const path of listFiles(cacheFolder, kind)) damage(path);
    const again = await createClient().get({ url: url("/"), purpose: "paper" });
    expect([toText(again), again.origin]).toEqual(["the whole text", "network"]);
    expect((await createClient().get({ url: url("/"), purpose: "paper" })).origin).toBe("fresh");
    expect(server.journal).toHaveLength(2);
  });

  it("with an answer changed by one readable letter is read anew", async () => {
    const { cacheFolder, createClient, url } = await open({ "/": withEtag("text") });
    await createClient().get({ url: url("/"), purpose: "paper" });
    const [path] = listFiles(cacheFolder, "answers");
    writeFileSync(path!, readFileSync(path!, "utf8").replace('"status":200', '"status":201'));
    const again = await createClient().get({ url: url("/"), purpose: "paper" });
    expect([again.status, again.origin]).toEqual([200, "network"]);
  });

  it("with unreadable limits keeps them in memory or starts anew", async () => {
    const { cacheFolder, createClient, url } = await open({ "*": answer("fine") });
    writeFileSync(join(cacheFolder, "limits.sqlite"), "this is no database".repeat(500));
    expect((await createClient().get({ url: url("/a"), purpose: "api" })).status).toBe(200);
    expect(readFileSync(join(cacheFolder, "limits.sqlite"), "latin1")).toMatch(/^SQLite format 3/);
  });

  it("that cannot be written is done without", async () => {
    const { cacheFolder, createClient, url } = await open({ "*": answer("fine") });
    const file = join(cacheFolder, "a-file");
    writeFileSync(file, "");
    const response = await createClient({ cacheFolder: file }).get({ url: url("/a"), purpose: "api" });
    expect(toText(response)).toBe("fine");
  });
});

describe("offline", () => {
  it("gives what is stored, however old, and asks nothing", async () => {
    const { clock, server, createClient, url } = await open({ "/": withEtag("kept") });
    await createClient().get({ url: url("/"), purpose: "page" });
    clock.advance(1_000 * hourMs);
    const response = await createClient({ isOffline: true }).get({ url: url("/"), purpose: "page" });
    expect([toText(response), response.origin]).toEqual(["kept", "fresh"]);
    expect(server.journal).toHaveLength(1);
  });

  it("says what was never read", async () => {
    const { server, createClient, url } = await open({ "/": withEtag("kept") });
    const error = await catchError(createClient({ isOffline: true }).get({ url: url("/"), purpose: "page" }));
    expect([error.code, error.message]).toEqual(["offline", expect.stringContaining(url("/"))]);
    expect(server.journal).toEqual([]);
  });
});

describe("pruning", () => {
  async function fill(count: number) {
    const world = await open({
      "*": (request, response) => response.writeHead(200).end(`${request.url}`.padEnd(1_000, "x")),
    });
    const client = world.createClient();
    for (let index = 0; index < count; index++)
      await client.get({ url: world.url(`/${index}`), purpose: "paper" });
    return world;
  }

  it("knows the size, and that a missing folder is empty", async () => {
    const { cacheFolder } = await fill(3);
    const usage = await readCacheUsage(cacheFolder);
    expect(usage.answers).toBe(3);
    expect(usage.bytes).toBeGreaterThan(3_000);
    expect(usage.newest! >= usage.oldest!).toBe(true);
    expect(await readCacheUsage(join(cacheFolder, "none"))).toEqual({
      answers: 0,
      bytes: 0,
      oldest: null,
      newest: null,
    });
  });

  it("removes old answers with their bodies and leaves the others usable", async () => {
    const { cacheFolder, createClient, url, server } = await fill(3);
    const [oldFile] = listFiles(cacheFolder, "answers");
    utimesSync(oldFile!, new Date("2020-01-01"), new Date("2020-01-01"));
    const result = await pruneCache(cacheFolder, { olderThanDays: 30 });
    expect([result.removedAnswers, result.left.answers]).toEqual([1, 2]);
    expect(result.freedBytes).toBeGreaterThan(1_000);
    expect(listFiles(cacheFolder, "bodies")).toHaveLength(2);
    const client = createClient();
    for (const index of [0, 1, 2]) await client.get({ url: url(`/${index}`), purpose: "paper" });
    expect(server.journal).toHaveLength(4);
  });

  it("removes the least recent until it fits", async () => {
    const { cacheFolder } = await fill(5);
    const result = await pruneCache(cacheFolder, { maxBytes: 4_000 });
    expect(result.left.bytes).toBeLessThanOrEqual(4_000);
    expect(result.left.answers).toBeGreaterThan(0);
    expect((await pruneCache(cacheFolder, { maxBytes: 0 })).left).toMatchObject({ answers: 0, bytes: 0 });
  });

  it("removes bodies nobody uses and old parts, not parts being written", async () => {
    const { cacheFolder } = await fill(1);
    const [body] = listFiles(cacheFolder, "bodies");
    const folder = join(body!, "..");
    writeFileSync(join(folder, "f".repeat(64)), "nobody's");
    writeFileSync(join(folder, ".part-new"), "being written");
    writeFileSync(join(folder, ".part-old"), "left by a killed process");
    utimesSync(join(folder, ".part-old"), new Date("2020-01-01"), new Date("2020-01-01"));
    await pruneCache(cacheFolder, {});
    expect(
      listFiles(cacheFolder, "bodies")
        .map((path) => path.slice(folder.length + 1))
        .sort(),
    ).toEqual([".part-new", body!.slice(folder.length + 1)].sort());
  });
});
