import { describe, expect, it } from "vitest";
import type { HttpClientOptions, HttpWait } from "../../src/sources/http/index.ts";
import { catchError, createHttpFixture, toText } from "./http-fixture.ts";
import { answer, type Reply } from "./loopback-server.ts";
import { VirtualClock } from "./virtual-clock.ts";

const fixture = createHttpFixture();

async function open(reply: Reply, options: Partial<HttpClientOptions> = {}) {
  const clock = new VirtualClock();
  const server = await fixture.serve({ "*": reply }, { now: () => clock.now() });
  const waits: HttpWait[] = [];
  const shared = { trustedOrigins: [server.origin], clock, onWait: (wait: HttpWait) => waits.push(wait) };
  const createClient = (more: Partial<HttpClientOptions> = {}) =>
    fixture.createClient({ ...shared, random: () => 0.5, ...options, ...more });
  const client = createClient();
  const get = (path = "/", from = client) => from.get({ url: `${server.origin}${path}`, purpose: "api" });
  const times = () => server.journal.map((entry) => entry.at - server.journal[0]!.at);
  return { clock, server, waits, client, createClient, get, times };
}

const firstThen =
  (first: Reply, then: Reply = answer("fine")): Reply =>
  (request, response, visit) =>
    (visit === 1 ? first : then)(request, response, visit);

describe("being turned away", () => {
  it("with Retry-After in seconds waits as told and says so", async () => {
    const { get, times, waits, server } = await open(firstThen(answer("", { "retry-after": "41" }, 429)));
    expect(toText(await get())).toBe("fine");
    expect(times()).toEqual([0, 41_000]);
    expect(waits).toEqual([{ host: server.host, reason: "rate-limit", waitMs: 41_000 }]);
  });

  it("with Retry-After as a date waits by the server's clock", async () => {
    const date = "Thu, 01 Jan 2026 10:00:00 GMT";
    const headers = { date, "retry-after": "Thu, 01 Jan 2026 10:00:30 GMT" };
    const { get, times } = await open(firstThen(answer("", headers, 503)));
    await get();
    expect(times()).toEqual([0, 30_000]);
  });

  it("with the hub's headers waits for the window and one second", async () => {
    const headers = { ratelimit: '"api";r=0;t=55', "ratelimit-policy": '"fixed window";"api";q=500;w=300' };
    const { get, times } = await open(firstThen(answer("", headers, 429)));
    await get();
    expect(times()).toEqual([0, 56_000]);
  });

  it("without headers backs off, longer each time, then gives up", async () => {
    const { get, times } = await open(answer("", {}, 429));
    const error = await catchError(get());
    expect(error.code).toBe("rate-limited");
    expect(times()).toEqual([0, 6_000, 17_000, 38_000]);
  });

  it.each([200, 403, 429, 503])("by arXiv's plain text with status %i is understood", async (status) => {
    const { get, server } = await open(firstThen(answer("Rate exceeded.", {}, status)));
    expect(toText(await get())).toBe("fine");
    expect(server.journal).toHaveLength(2);
  });

  it.each([403, 429])("by GitHub with %i waits for the reset", async (status) => {
    const headers = {
      date: "Thu, 01 Jan 2026 10:00:00 GMT",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(Date.parse("2026-01-01T10:02:00Z") / 1000),
    };
    const { get, times } = await open(firstThen(answer("{}", headers, status)));
    await get();
    expect(times()).toEqual([0, 121_000]);
  });

  it("by a host that asks for too much gives up at once, for later requests without asking", async () => {
    const { get, server } = await open(answer("", { "retry-after": "3600" }, 429));
    expect((await catchError(get("/a"))).message).toContain("60 min");
    expect((await catchError(get("/b"))).code).toBe("rate-limited");
    expect(server.journal).toHaveLength(1);
  });

  it("holds back everyone who wants something from that host", async () => {
    const reply: Reply = (request, response, visit) => {
      const isFirst = visit === 1 && request.url === "/0";
      (isFirst ? answer("", { "retry-after": "20" }, 429) : answer("fine"))(request, response, visit);
    };
    const { get, times } = await open(reply);
    await Promise.all([0, 1, 2, 3].map((index) => get(`/${index}`)));
    expect(times()).toEqual([0, 20_000, 20_000, 20_000, 20_000]);
  });
});

describe("answers for good", () => {
  it.each([400, 401, 403, 404, 410, 451, 501])("status %i is not asked again", async (status) => {
    const { get, server, client } = await open(answer("no", { "x-error-code": "RepoNotFound" }, status));
    const response = await get();
    expect([response.status, toText(response)]).toEqual([status, "no"]);
    expect(response.headers.get("x-error-code")).toBe("RepoNotFound");
    expect([server.journal.length, client.counts.requests]).toEqual([1, 1]);
  });

  it.each([500, 502, 503, 504])("status %i is asked again with jitter, then an error", async (status) => {
    const { get, times, waits } = await open(answer("", {}, status));
    const error = await catchError(get());
    expect([error.code, error.message]).toEqual(["network", expect.stringContaining(`${status} (4 tries)`)]);
    expect(times()).toEqual([0, 500, 1_500, 3_500]);
    expect(new Set(waits.map((wait) => wait.reason))).toEqual(new Set(["retry"]));
  });

  it("403 of a gated card is one even when it used up the quota", async () => {
    const { get, server } = await open(answer("gated", { ratelimit: '"api";r=0;t=5' }, 403));
    expect((await get()).status).toBe(403);
    expect(server.journal).toHaveLength(1);
  });
});

describe("quotas", () => {
  /** A hub that counts requests in fixed windows of 300 s and never forgives one too many. */
  function createQuotaHub(clock: () => number, quota: number) {
    let windowStart = 0;
    let used = 0;
    const overruns: string[] = [];
    const reply: Reply = (request, response) => {
      if (clock() >= windowStart + 300_000) {
        windowStart = clock();
        used = 0;
      }
      used += 1;
      if (used > quota) overruns.push(request.url ?? "");
      const left = Math.max(0, quota - used);
      const seconds = Math.ceil((windowStart + 300_000 - clock()) / 1000);
      const headers = {
        ratelimit: `"api";r=${left};t=${seconds}`,
        "ratelimit-policy": `"api";q=${quota};w=300`,
      };
      setTimeout(
        () => answer("fine", headers, used > quota ? 429 : 200)(request, response, 1),
        (used * 7) % 5,
      );
    };
    return { reply, overruns };
  }

  it("are kept over several windows with many requests at once", async () => {
    const clock = new VirtualClock();
    const hub = createQuotaHub(() => clock.now(), 10);
    const { get, times } = await open(hub.reply, { clock });
    await Promise.all(Array.from({ length: 35 }, (_, index) => get(`/api/${index}`)));
    expect(hub.overruns).toEqual([]);
    expect(times()).toHaveLength(35);
  });

  it("are kept by two clients on one cache folder", async () => {
    const clock = new VirtualClock();
    const hub = createQuotaHub(() => clock.now(), 10);
    const cacheFolder = fixture.createFolder();
    const { get, client, createClient } = await open(hub.reply, { clock, cacheFolder });
    await get("/api/first");
    const other = createClient();
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => get(`/api/${index}`, index % 2 === 0 ? client : other)),
    );
    expect(hub.overruns).toEqual([]);
    expect(client.counts.requests).toBeGreaterThan(5);
    expect(other.counts.requests).toBeGreaterThan(5);
  });

  it("of one part of the hub do not hold back the others", async () => {
    const reply: Reply = (request, response, visit) => {
      const left = request.url?.startsWith("/api/") ? 0 : 50;
      answer("fine", { ratelimit: `"api";r=${left};t=100` })(request, response, visit);
    };
    const window = Promise.withResolvers<void>();
    let now = 0;
    const { get, server } = await open(reply, { clock: { now: () => now, sleep: () => window.promise } });
    await get("/api/a");
    const later = get("/api/b");
    await get("/datasets/a/resolve/main/README.md");
    now = 101_000;
    window.resolve();
    await later;
    expect(server.journal.map((entry) => entry.path)).toEqual([
      "/api/a",
      "/datasets/a/resolve/main/README.md",
      "/api/b",
    ]);
  });
});

describe("spacing and concurrency", () => {
  const spaced = { concurrency: 1, minimumIntervalMs: 3_000 };

  it("keeps three seconds between requests, failed ones and redirects included", async () => {
    const clock = new VirtualClock();
    const reply: Reply = (request, response, visit) => {
      if (request.url === "/1" && visit === 1) answer("", {}, 500)(request, response, visit);
      else if (request.url === "/2") response.writeHead(302, { location: "/2b" }).end();
      else answer("fine")(request, response, visit);
    };
    const server = await fixture.serve({ "*": reply }, { now: () => clock.now() });
    const client = fixture.createClient({
      trustedOrigins: [server.origin],
      hosts: { [server.host]: spaced },
      clock,
    });
    await Promise.all(
      [0, 1, 2, 3].map((index) => client.get({ url: `${server.origin}/${index}`, purpose: "api" })),
    );
    expect(toGaps(server.journal.map((entry) => entry.at)).every((gap) => gap >= 3_000)).toBe(true);
    expect(server.journal).toHaveLength(6);
  });

  it("keeps them between two clients on one cache folder, one connection at a time", async () => {
    const clock = new VirtualClock();
    let open = 0;
    let mostOpen = 0;
    const reply: Reply = (request, response, visit) => {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      setTimeout(() => {
        open -= 1;
        answer("fine")(request, response, visit);
      }, 20);
    };
    const server = await fixture.serve({ "*": reply }, { now: () => clock.now() });
    const cacheFolder = fixture.createFolder();
    const settings = {
      trustedOrigins: [server.origin],
      hosts: { [server.host]: spaced },
      clock,
      cacheFolder,
    };
    const clients = [fixture.createClient(settings), fixture.createClient(settings)];
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        clients[index % 2]!.get({ url: `${server.origin}/${index}`, purpose: "api" }),
      ),
    );
    expect(toGaps(server.journal.map((entry) => entry.at)).every((gap) => gap >= 3_000)).toBe(true);
    expect(mostOpen).toBe(1);
    expect(clients.map((client) => client.counts.requests)).toEqual([4, 4]);
  });

  it("sends no more at once than the host allows", async () => {
    let open = 0;
    let mostOpen = 0;
    const reply: Reply = (request, response, visit) => {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      setTimeout(() => {
        open -= 1;
        answer("fine")(request, response, visit);
      }, 15);
    };
    const server = await fixture.serve({ "*": reply });
    const hosts = { [server.host]: { concurrency: 3, minimumIntervalMs: 0 } };
    const client = fixture.createClient({ trustedOrigins: [server.origin], hosts });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client.get({ url: `${server.origin}/${index}`, purpose: "api" }),
      ),
    );
    expect(mostOpen).toBe(3);
  });
});

describe("stopping", () => {
  it("a budget of requests is kept, retries included", async () => {
    const { get, server } = await open(firstThen(answer("", {}, 500)), { maxRequests: 3 });
    await get("/a");
    await get("/a");
    const error = await catchError(get("/b"));
    expect([error.code, error.message]).toEqual(["budget", expect.stringContaining("3 requests")]);
    expect(server.journal).toHaveLength(3);
  });

  it("a wait ends when it is interrupted", async () => {
    const controller = new AbortController();
    const { server } = await open(answer("", { "retry-after": "600" }, 429));
    const client = fixture.createClient({
      trustedOrigins: [server.origin],
      onWait: () => controller.abort(),
    });
    const request = { url: `${server.origin}/`, purpose: "api", signal: controller.signal } as const;
    expect((await catchError(client.get(request))).code).toBe("interrupted");
    expect((await catchError(client.get(request))).code).toBe("interrupted");
    expect(server.journal).toHaveLength(1);
  });

  it("an exchange ends when it is interrupted, others go on", async () => {
    const controller = new AbortController();
    const { client, server } = await open((request, response, visit) => {
      if (request.url === "/slow") controller.abort();
      else answer("fine")(request, response, visit);
    });
    const slow = client.get({ url: `${server.origin}/slow`, purpose: "api", signal: controller.signal });
    const other = client.get({ url: `${server.origin}/other`, purpose: "api" });
    expect((await catchError(slow)).code).toBe("interrupted");
    expect(toText(await other)).toBe("fine");
  });

  it("closing ends what is under way", async () => {
    const { client, server, get } = await open(() => void client.close());
    expect((await catchError(get())).code).toBe("interrupted");
    expect((await catchError(get("/later"))).code).toBe("interrupted");
    expect(server.journal).toHaveLength(1);
  });
});

function toGaps(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - times[index]!);
}
