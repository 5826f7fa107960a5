import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type StandIns, startStandIns, startSyntheticGraph } from "./index.ts";

const fixture = join(import.meta.dirname, "../sources/fixture");
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function start(options: Parameters<typeof startStandIns>[0] = {}): Promise<StandIns> {
  const standIns = await startStandIns({ snapshot: fixture, ...options });
  cleanups.push(() => standIns.close());
  return standIns;
}

describe("the hub", () => {
  it("sends only the fields that are asked for", async () => {
    const { endpoints } = await start();
    const response = await fetch(`${endpoints.hub}/api/datasets/acme/math-mix?expand=sha&expand=tags`);
    expect(Object.keys((await response.json()) as object)).toEqual(["_id", "id", "sha", "tags"]);
  });

  it("renames by a relative 307", async () => {
    const { endpoints } = await start();
    const response = await fetch(`${endpoints.hub}/api/datasets/old/math-mix`, { redirect: "manual" });
    expect(response.status).toBe(307);
    expect(response.headers.get("location")).toBe("/api/datasets/acme/math-mix");
  });

  it("serves a card with tag, commit, range and 304", async () => {
    const { endpoints } = await start();
    const url = `${endpoints.hub}/datasets/squad/resolve/main/README.md`;
    const whole = await fetch(url);
    expect(whole.headers.get("x-repo-commit")).toMatch(/^9f0c0*3$/);
    const etag = whole.headers.get("etag") ?? "";
    expect((await fetch(url, { headers: { "if-none-match": etag } })).status).toBe(304);
    const part = await fetch(url, { headers: { range: "bytes=0-6" } });
    expect([part.status, await part.text()]).toEqual([206, "# SQuAD"]);
    expect(part.headers.get("content-range")).toMatch(/^bytes 0-6\/\d+$/);
  });

  it("pages a search by its link", async () => {
    const { endpoints } = await start();
    const first = await fetch(`${endpoints.hub}/api/datasets?search=acme&limit=2`);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1];
    const second = await fetch(next ?? "");
    const ids = [
      ...((await first.json()) as { id: string }[]),
      ...((await second.json()) as { id: string }[]),
    ];
    expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
  });

  it("counts requests in a window and refuses beyond it", async () => {
    const { endpoints } = await start({ quotas: { api: { quota: 2, windowMs: 60_000 } } });
    const ask = () => fetch(`${endpoints.hub}/api/datasets/squad`);
    const answers = [await ask(), await ask(), await ask()];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429]);
    expect(answers[1]?.headers.get("ratelimit")).toMatch(/^"api";r=0;t=\d+$/);
    expect(answers[0]?.headers.get("ratelimit-policy")).toBe('"fixed window";"api";q=2;w=60');
    expect((await fetch(`${endpoints.hub}/datasets/squad/resolve/main/README.md`)).status).toBe(200);
  });

  it.each<[string, number, string | null]>([
    ["/datasets/acme/gated-set/resolve/main/README.md", 401, "GatedRepo"],
    ["/datasets/acme/no-card/resolve/main/README.md", 404, "EntryNotFound"],
    ["/api/datasets/acme/nothing", 401, "RepoNotFound"],
    ["/datasets/acme/withdrawn/resolve/main/README.md", 403, null],
  ])("answers %s with %i", async (path, status, code) => {
    const { endpoints } = await start();
    const response = await fetch(`${endpoints.hub}${path}`);
    expect([response.status, response.headers.get("x-error-code")]).toEqual([status, code]);
  });
});

describe("journal and faults", () => {
  it("notes every request and those that no route knows", async () => {
    const { endpoints, journal } = await start();
    await fetch(`${endpoints.hub}/api/datasets/squad`, { headers: { "x-test": "1" } });
    await fetch(`${endpoints.github}/rate_limit`);
    expect(journal.entries).toMatchObject([
      { host: "hub", method: "GET", path: "/api/datasets/squad", status: 200, headers: { "x-test": "1" } },
      { host: "github", path: "/rate_limit", status: 404 },
    ]);
    expect(journal.unknown).toHaveLength(1);
  });

  it("applies a fault to its host and path, so many times", async () => {
    const { endpoints, setFault } = await start();
    setFault({ host: "hub", path: "squad", times: 1, fault: { kind: "status", status: 503 } });
    const ask = async (id: string) => (await fetch(`${endpoints.hub}/api/datasets/${id}`)).status;
    expect([await ask("acme/math-mix"), await ask("squad"), await ask("squad")]).toEqual([200, 503, 200]);
  });

  it("tears a body, drips, and sends bombs and too much", async () => {
    const { endpoints, setFault, clearFaults } = await start();
    const ask = () => fetch(`${endpoints.hub}/api/datasets/squad`);
    setFault({ host: "hub", fault: { kind: "reset" } });
    await expect(ask().then((response) => response.text())).rejects.toThrow();
    clearFaults();
    setFault({ host: "hub", fault: { kind: "drip", intervalMs: 1, bytes: 5 } });
    expect(await (await ask()).text()).toBe("xxxxx");
    clearFaults();
    setFault({ host: "hub", fault: { kind: "oversize", bytes: 200_000 } });
    expect((await (await ask()).arrayBuffer()).byteLength).toBeGreaterThanOrEqual(200_000);
    clearFaults();
    setFault({ host: "hub", fault: { kind: "gzip-bomb", bytes: 1_000_000 } });
    const bomb = await ask();
    expect(bomb.headers.get("content-encoding")).toBe("gzip");
    expect((await bomb.text()).length).toBe(1_000_000);
  });
});

describe("GitHub", () => {
  it("sends a renamed repository to its number", async () => {
    const { endpoints } = await start();
    const url = `${endpoints.github}/repos/acme/old-mix/readme`;
    const moved = await fetch(url, { redirect: "manual" });
    expect([moved.status, moved.headers.get("location")]).toEqual([301, "/repositories/0/readme"]);
    expect(await (await fetch(url)).text()).toContain("# Math Mix");
  });

  it("refuses beyond its limit with 403 and the time of the reset", async () => {
    const { endpoints } = await start({ quotas: { github: { quota: 1, windowMs: 60_000 } } });
    await fetch(`${endpoints.github}/repos/acme/math-mix/readme`);
    const response = await fetch(`${endpoints.github}/repos/acme/math-mix/readme`);
    expect([response.status, response.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
    expect(Number(response.headers.get("x-ratelimit-reset")) * 1000).toBeGreaterThan(Date.now());
  });
});

describe("a corpus", () => {
  it("serves the README as a card and the documents in their repositories", async () => {
    const folder = await mkdtemp(join(tmpdir(), "stemma-corpus-"));
    cleanups.push(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, "acme__mix/docs"), { recursive: true });
    await writeFile(join(folder, "acme__mix/README.md"), "# Mix\n");
    await writeFile(join(folder, "acme__mix/docs/data__README.md"), "# Data\n");
    const repo = "https://github.com/Acme-Lab/mix-code";
    const documents = [
      { file: "README.md", repo, path: "README.md" },
      { file: "docs/data__README.md", repo, path: "data/Readme.md" },
    ];
    const meta = { id: "acme/mix", createdAt: "2024-05-01", documents };
    await writeFile(join(folder, "acme__mix/meta.json"), JSON.stringify(meta));
    const standIns = await startStandIns({ corpus: folder });
    cleanups.push(() => standIns.close());
    const { hub, github } = standIns.endpoints;
    const read = async (url: string) => (await fetch(url)).text();
    expect(JSON.parse(await read(`${hub}/api/datasets/acme/mix`))).toMatchObject({
      id: "acme/mix",
      createdAt: "2024-05-01",
    });
    expect(await read(`${hub}/datasets/acme/mix/resolve/main/README.md`)).toBe("# Mix\n");
    expect(await read(`${github}/repos/acme-lab/mix-code/readme`)).toBe("# Mix\n");
    expect(await read(`${github}/repos/Acme-Lab/mix-code/readme/data`)).toBe("# Data\n");
  });
});

describe("a synthetic graph", () => {
  it("is the same for the same seed, without cycles, and reached whole from its seeds", async () => {
    const [one, two] = await Promise.all([startSyntheticGraph(200, 0, 7), startSyntheticGraph(200, 0, 7)]);
    cleanups.push(one.close, two.close);
    expect(one.edges).toEqual(two.edges);
    const upstreams = Map.groupBy(one.edges, (edge) => edge.downstream);
    const reached = new Set(one.seeds);
    for (const id of reached) for (const { upstream } of upstreams.get(id) ?? []) reached.add(upstream);
    expect(reached.size).toBe(200);
    expect(one.edges.every(({ upstream, downstream }) => upstream < downstream)).toBe(true);
    expect(Math.max(...[...upstreams.values()].map((edges) => edges.length))).toBe(5);
  });

  it("states its edges in the cards", async () => {
    const { endpoints, edges, roots, close } = await startSyntheticGraph(50, 0, 1);
    cleanups.push(close);
    const { downstream } = edges[0]!;
    const read = async (id: string) =>
      (await fetch(`${endpoints.hub}/datasets/${id}/resolve/main/README.md`)).text();
    const card = await read(downstream);
    const stated = edges.filter((edge) => edge.downstream === downstream).map((edge) => edge.upstream);
    for (const id of stated) expect(card).toContain(`(https://huggingface.co/datasets/${id})`);
    expect(await read(roots[0]!)).not.toContain("huggingface.co");
  });

  it("waits before every answer", async () => {
    const { endpoints, seeds, close } = await startSyntheticGraph(10, 30, 1);
    cleanups.push(close);
    const startedAt = performance.now();
    await (await fetch(`${endpoints.hub}/api/datasets/${seeds[0]}`)).json();
    expect(performance.now() - startedAt).toBeGreaterThan(25);
  });
});
