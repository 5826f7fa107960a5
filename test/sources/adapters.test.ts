import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HubRecord, Sources } from "../../src/model/ports/index.ts";
import {
  createHttpClient,
  createSources,
  type HttpClient,
  type HttpClientOptions,
} from "../../src/sources/index.ts";
import {
  badToken,
  type Fault,
  type StandInContent,
  type StandIns,
  startStandIns,
} from "../stand-ins/index.ts";

const record: HubRecord = {
  id: "acme/mix",
  key: null,
  revision: null,
  createdAt: null,
  lastModified: null,
  isGated: false,
  isDisabled: false,
  downloads: null,
  description: null,
  tags: [],
  hasCard: null,
};

const html = `<!doctype html><title>Only HTML</title><header>Report an issue</header><article>
<h1>Only HTML</h1><p>We build on <math alttext="\\mathcal{D}"><mi>D</mi></math>${" and more words".repeat(20)}.</p></article>`;

const papers = [
  {
    id: "2407.00010",
    info: { id: "2407.00010", title: "Only HTML", summary: "s", onHub: false, html },
    markdown: undefined,
  },
  { id: "2407.00011", info: { id: "2407.00011", title: "A < B & C", summary: "s" }, markdown: undefined },
];

const content: StandInContent = {
  ids: ["acme/mix"],
  papers,
  findDataset: (id) =>
    id === "acme/mix" ? { id, info: { id, sha: "abc" }, card: "# Mix\n", access: "open" } : undefined,
  findRedirect: () => undefined,
  findHits: () => undefined,
  findReadme: (path) => (path === "acme/mix" ? "# Mix\n" : undefined),
  findPage: () => undefined,
  findFailure: () => undefined,
};

let standIns: StandIns;
let clients: HttpClient[];

beforeEach(async () => {
  clients = [];
  standIns = await startStandIns({
    content,
    pages: {
      "/post": { text: "<h1>Post</h1>", type: "text/html" },
      "/empty": { text: "<html><body><div id=app></div><script>run()</script>", type: "text/html" },
    },
  });
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await standIns.close();
});

/** Gives up after the first try, so that no test waits for a retry. */
function connect(options: Partial<HttpClientOptions> = {}): Sources {
  const client = createHttpClient({
    cacheFolder: null,
    userAgent: "stemma-test",
    trustedOrigins: standIns.origins,
    maxTries: 1,
    maxWaitMs: 0,
    ...options,
  });
  clients.push(client);
  return createSources(client, { ...standIns.endpoints, pageGateway: undefined });
}

const faults: readonly (readonly [string, Fault, string, string])[] = [
  ["429 without headers", { kind: "status", status: 429 }, "rate-limited", "rate-limited"],
  [
    "429 with headers",
    { kind: "status", status: 429, headers: { "retry-after": "3600" } },
    "rate-limited",
    "rate-limited",
  ],
  ["500", { kind: "status", status: 500 }, "network", "network"],
  ["503", { kind: "status", status: 503 }, "network", "network"],
  ["418", { kind: "status", status: 418 }, "bad-response", "bad-response"],
  ["451", { kind: "status", status: 451 }, "disabled", "disabled"],
  ["a torn connection", { kind: "reset" }, "network", "network"],
  ["a slow drip", { kind: "drip", intervalMs: 20 }, "network", "network"],
  ["HTML", { kind: "html" }, "bad-response", "bad-response"],
  ["binary data", { kind: "content-type", type: "image/png" }, "bad-response", "not-text"],
  ["a redirect loop", { kind: "redirect-loop" }, "bad-response", "refused"],
  [
    "a redirect inwards",
    { kind: "redirect", to: "http://169.254.169.254/latest" },
    "bad-response",
    "refused",
  ],
  ["a gzip bomb", { kind: "gzip-bomb", bytes: 9 * 1024 * 1024 }, "bad-response", "too-large"],
];

describe("the hub under a fault", () => {
  it.each(faults)("%s becomes a value", async (_, fault, lookupReason, cardReason) => {
    standIns.setFault({ host: "hub", fault });
    const limits = { totalMs: fault.kind === "drip" ? 300 : 10_000 };
    const { hub } = connect({ limits: { page: limits, api: limits } });
    const [lookup, card, hits] = await Promise.all([
      hub.findDataset("acme/mix"),
      hub.readCard(record),
      hub.searchDatasets("mix", { limit: 3 }),
    ]);
    expect(lookup).toMatchObject({ state: "unreadable", reason: lookupReason });
    expect(card).toMatchObject({ state: "unreadable", reason: cardReason });
    expect(hits).toEqual([]);
  });

  it.each<[string, Fault]>([
    ["truncated JSON", { kind: "truncated-json" }],
    ["JSON of another shape", { kind: "status", status: 200, body: '{"id":42}' }],
    ["an id that is none", { kind: "status", status: 200, body: '{"id":"../../x"}' }],
  ])("%s is a bad response", async (_, fault) => {
    standIns.setFault({ host: "hub", path: "/api/", fault });
    const lookup = await connect().hub.findDataset("acme/mix");
    expect(lookup).toMatchObject({ state: "unreadable", reason: "bad-response" });
  });

  it("tells a card of 50 MB as too large", async () => {
    standIns.setFault({
      host: "hub",
      path: "/resolve/",
      fault: { kind: "oversize", bytes: 50 * 1024 * 1024 },
    });
    expect(await connect().hub.readCard(record)).toMatchObject({ state: "unreadable", reason: "too-large" });
  });

  it("stops the run when the token is rejected", async () => {
    const { hub, papers } = connect({
      credentials: [{ origin: standIns.endpoints.hub, header: `Bearer ${badToken}` }],
    });
    await expect(hub.findDataset("acme/mix")).rejects.toMatchObject({ code: "auth" });
    await expect(hub.readCard(record)).rejects.toMatchObject({ code: "auth" });
    await expect(hub.searchDatasets("mix", { limit: 1 })).rejects.toMatchObject({ code: "auth" });
    await expect(papers.findPaper("2407.00011")).rejects.toMatchObject({ code: "auth" });
  });

  it("calls a dataset missing with a token as without", async () => {
    const { hub } = connect({ credentials: [{ origin: standIns.endpoints.hub, header: "Bearer hf_good" }] });
    expect(await hub.findDataset("acme/nothing")).toMatchObject({ state: "missing" });
    expect(standIns.journal.entries.at(-1)).toMatchObject({ status: 404 });
  });

  it("drops hits whose id is none", async () => {
    const body = '[{"id":"../x"},{"id":"acme/mix","downloads":3},{"name":"odd"}]';
    standIns.setFault({ host: "hub", path: "search=", fault: { kind: "status", status: 200, body } });
    const hits = await connect().hub.searchDatasets("mix", { limit: 5 });
    expect(hits).toEqual([{ id: "acme/mix", downloads: 3, createdAt: null }]);
  });

  it("throws when the run is interrupted or its budget spent", async () => {
    const interrupted = connect().hub.findDataset("acme/mix", { signal: AbortSignal.abort() });
    await expect(interrupted).rejects.toMatchObject({ code: "interrupted" });
    await expect(connect({ maxRequests: 0 }).hub.findDataset("acme/mix")).rejects.toMatchObject({
      code: "budget",
    });
  });

  it("is a network failure offline", async () => {
    const lookup = await connect({ isOffline: true }).hub.findDataset("acme/mix");
    expect(lookup).toMatchObject({
      state: "unreadable",
      reason: "network",
      detail: expect.stringMatching(/offline/i),
    });
  });
});

describe("papers", () => {
  it("reads arXiv's HTML where the hub has no text", async () => {
    const read = await connect().papers.readPaper("2407.00010v3");
    expect(read).toMatchObject({
      state: "read",
      document: {
        url: "https://arxiv.org/html/2407.00010",
        kind: "paper",
        title: "Only HTML",
        extractor: "web-1",
      },
    });
    const text = read.state === "read" ? read.document.text : "";
    expect(text).toContain("We build on $\\mathcal{D}$");
    expect(text).not.toContain("Report");
  });

  it("asks arXiv only for what the hub does not have", async () => {
    const { papers } = connect();
    expect(await papers.findPaper("2407.00011")).toMatchObject({ title: "A < B & C" });
    expect(standIns.journal.listPaths("arxiv")).toEqual([]);
    expect(await papers.findPaper("2407.00010")).toMatchObject({ title: "Only HTML", linkedDatasets: [] });
    expect(standIns.journal.listPaths("arxiv")).toHaveLength(1);
  });

  it("finds a title with characters of XML at arXiv", async () => {
    standIns.setFault({ host: "hub", fault: { kind: "status", status: 404 } });
    expect(await connect().papers.findPaperByTitle("A < B & C")).toMatchObject({ arxivId: "2407.00011" });
  });

  it.each<[string, Fault]>([
    ["plain `Rate exceeded.`", { kind: "status", status: 200, body: "Rate exceeded." }],
    ["503", { kind: "status", status: 503 }],
  ])("does not take an abstract for a text that %s withholds", async (_, fault) => {
    standIns.setFault({ host: "arxiv", fault: { kind: "status", status: 503 } });
    standIns.setFault({ host: "arxiv", path: "/api/", fault });
    const read = await connect().papers.readPaper("2407.00010");
    expect(read).toMatchObject({
      state: "unreadable",
      url: "https://arxiv.org/abs/2407.00010",
      reason: "network",
    });
  });

  it.each<[string, string, string]>([
    ["`Rate exceeded.`", "Rate exceeded.", "rate-limited"],
    ["an empty page", "", "bad-response"],
    ["an entity bomb", '<!DOCTYPE feed [<!ENTITY a "aaaa">]><feed>&a;</feed>', "bad-response"],
    ["a torn feed", "<feed><entry><id>x</id>", "bad-response"],
  ])("tells %s of arXiv from a missing paper", async (_, body, reason) => {
    standIns.setFault({ host: "arxiv", path: "/api/", fault: { kind: "status", status: 200, body } });
    standIns.setFault({ host: "arxiv", fault: { kind: "status", status: 404 } });
    expect(await connect().papers.readPaper("2407.00010")).toMatchObject({ state: "unreadable", reason });
  });

  it("reads an error that arXiv reports inside the feed", async () => {
    const body =
      "<feed><entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_x</id><title>Error</title><summary>incorrect id format for x</summary></entry></feed>";
    standIns.setFault({ host: "arxiv", path: "/api/", fault: { kind: "status", status: 200, body } });
    standIns.setFault({ host: "arxiv", fault: { kind: "status", status: 404 } });
    const { papers } = connect();
    expect(await papers.findPaper("2407.00010")).toBeUndefined();
    expect(await papers.readPaper("2407.00010")).toMatchObject({ state: "unreadable", reason: "missing" });
  });
});

describe("repositories", () => {
  const ref = { owner: "acme", repository: "mix" };

  it("asks for the raw README and takes the tag as its revision", async () => {
    standIns.setFault({
      host: "github",
      fault: { kind: "status", status: 200, body: "# Mix", headers: { etag: 'W/"0123abcd"' } },
    });
    const read = await connect().repositories.readReadme(ref);
    expect(read).toMatchObject({
      document: { url: "https://github.com/acme/mix#readme", revision: "0123abcd" },
    });
    expect(standIns.journal.entries[0]?.headers.accept).toBe("application/vnd.github.raw+json");
  });

  it("escapes what a name may hold", async () => {
    await connect().repositories.readReadme({ owner: "acme", repository: "mix?x=1", directory: "a b/c#d" });
    expect(standIns.journal.listPaths("github")).toEqual(["/repos/acme/mix%3Fx%3D1/readme/a%20b/c%23d"]);
  });

  it("stops the run when the token is rejected", async () => {
    standIns.setFault({ host: "github", fault: { kind: "status", status: 401 } });
    await expect(connect().repositories.readReadme(ref)).rejects.toMatchObject({ code: "auth" });
  });

  it("tells a used-up limit from a denied repository", async () => {
    const headers = {
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 3600),
    };
    standIns.setFault({ host: "github", times: 1, fault: { kind: "status", status: 403 } });
    standIns.setFault({ host: "github", fault: { kind: "status", status: 403, headers } });
    const { repositories } = connect();
    expect(await repositories.readReadme(ref)).toMatchObject({ reason: "disabled" });
    expect(await repositories.readReadme(ref)).toMatchObject({ reason: "rate-limited" });
  });
});

describe("pages", () => {
  it("reads a page at its own address", async () => {
    const read = await connect().pages.readPage(`${standIns.blog}/post#part`);
    expect(read).toMatchObject({
      state: "read",
      document: { url: `${standIns.blog}/post`, text: "# Post\n" },
    });
  });

  it("calls a page that needs scripts not text", async () => {
    expect(await connect().pages.readPage(`${standIns.blog}/empty`)).toMatchObject({ reason: "not-text" });
  });

  it("refuses an address of this machine that nobody configured", async () => {
    const read = await connect({ trustedOrigins: [] }).pages.readPage(`${standIns.blog}/post`);
    expect(read).toMatchObject({ state: "unreadable", reason: "refused" });
  });
});
