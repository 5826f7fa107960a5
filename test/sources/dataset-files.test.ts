import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DatasetFiles } from "../../src/model/ports/index.ts";
import {
  createDatasetFiles,
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
} from "../../src/sources/index.ts";
import { badToken, type StandInContent, type StandIns, startStandIns } from "../stand-ins/index.ts";

const commit = "9f0c".repeat(10);
const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 31) % 251));
const open = {
  main: {
    "README.md": "# Mix\n",
    "data/train.jsonl": '{"a":1}\n',
    "data/train-00000-of-00001.parquet": bytes,
    "b/deep/x y.parquet": Buffer.from("spaces"),
  },
  "refs/convert/parquet": { "default/train/0000.parquet": bytes },
};

function toContent(): StandInContent {
  const datasets = new Map(
    (["open", "gated", "disabled"] as const).map((access) => {
      const id = `acme/${access}`;
      return [id, { id, info: { _id: "1", id, sha: commit }, card: "# Mix\n", access, files: open }] as const;
    }),
  );
  return {
    ids: [...datasets.keys()],
    papers: [],
    findDataset: (id) => datasets.get(id as "acme/open"),
    findRedirect: (id) => (id === "old/mix" ? "acme/open" : undefined),
    findHits: () => undefined,
    findReadme: () => undefined,
    findPage: () => undefined,
    findFailure: () => undefined,
  };
}

let standIns: StandIns;
let clients: HttpClient[];

beforeEach(async () => {
  clients = [];
  standIns = await startStandIns({ content: toContent() });
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await standIns.close();
});

function connect(options: Partial<HttpClientOptions> = {}): DatasetFiles {
  const client = createHttpClient({
    cacheFolder: null,
    userAgent: "stemma-test",
    trustedOrigins: standIns.origins,
    maxTries: 1,
    ...options,
  });
  clients.push(client);
  return createDatasetFiles(client, { endpoint: standIns.endpoints.hub });
}

const place = (path: string, id = "acme/open") => ({ id, revision: commit, path, byteLength: bytes.length });
const parquet = place("data/train-00000-of-00001.parquet");
const range = { start: 100, end: 300 };

describe("listing the files of a dataset", () => {
  it("follows pages, pins the commit, and tells sizes and hashes", async () => {
    const tree = await connect().listFiles("acme/open");
    expect(tree).toMatchObject({ id: "acme/open", revision: commit });
    expect(
      tree.files.map(({ path, byteLength, sha256 }) => [path, byteLength, sha256?.length ?? null]),
    ).toEqual([
      ["README.md", 6, null],
      ["b/deep/x y.parquet", 6, 64],
      ["data/train-00000-of-00001.parquet", 5000, 64],
      ["data/train.jsonl", 8, null],
    ]);
    const trees = standIns.journal.listPaths("hub").filter((path) => path.includes("/tree/"));
    expect(trees).toHaveLength(2);
    expect(trees.every((path) => path.includes(`/tree/${commit}?`))).toBe(true);
  });

  it("finds a branch with slashes, and the id of today", async () => {
    expect((await connect().listFiles("old/mix")).id).toBe("acme/open");
    const converted = await connect().listFiles("old/mix", { revision: "refs/convert/parquet" });
    expect(converted.id).toBe("acme/open");
    expect(converted.files.map((file) => file.path)).toEqual(["default/train/0000.parquet"]);
    expect(converted.revision).not.toBe(commit);
  });

  it.each([
    ["acme/none", undefined, "not-found", "the hub has no dataset acme/none, or it is private"],
    ["acme/open", "v9", "not-found", "the hub has no revision v9 of acme/open"],
  ])("says what is missing of %s %s", async (id, revision, code, message) => {
    await expect(connect().listFiles(id, { revision })).rejects.toMatchObject({ code, message });
  });
});

describe("reading a range of a file", () => {
  it("gives exactly the bytes, of large files and small ones", async () => {
    const files = connect();
    expect(await files.readRange(parquet, range)).toEqual(bytes.subarray(100, 300));
    expect(await files.readRange(parquet, { start: 4990, end: 9999 })).toEqual(bytes.subarray(4990));
    expect(await files.readRange(parquet, { start: 5000, end: 5001 })).toHaveLength(0);
    const text = { ...place("data/train.jsonl"), byteLength: 8 };
    expect(Buffer.from(await files.readRange(text, { start: 1, end: 4 })).toString()).toBe('"a"');
    const spaced = { ...place("b/deep/x y.parquet"), byteLength: 6 };
    expect(Buffer.from(await files.readRange(spaced, { start: 0, end: 6 })).toString()).toBe("spaces");
  });

  it("sends the token to the hub, the range to where it redirects, and never the token there", async () => {
    const header = "Bearer hf_secret";
    const files = connect({ credentials: [{ origin: standIns.endpoints.hub, header }] });
    await files.readRange(parquet, range);
    const [hub, host] = ["hub", "files"].map((role) =>
      standIns.journal.entries.find((entry) => entry.host === role),
    );
    expect([hub?.headers.authorization, hub?.status]).toEqual([header, 302]);
    expect([host?.headers.authorization, host?.headers.range, host?.status]).toEqual([
      undefined,
      "bytes=100-299",
      206,
    ]);
    expect(host?.headers["accept-encoding"]).toBe("identity");
    expect(JSON.stringify(host?.headers)).not.toContain("hf_secret");
  });

  it("takes its part of a whole answer from a server that knows no ranges", async () => {
    standIns.setFault({ host: "files", fault: { kind: "ignore-range" } });
    expect(await connect().readRange(parquet, range)).toEqual(bytes.subarray(100, 300));
  });

  it("does not take a whole answer that is too large to be held for a part", async () => {
    standIns.setFault({ host: "files", fault: { kind: "oversize", bytes: 3 << 20 } });
    const reading = connect({ limits: { data: { wireBytes: 1 << 20 } } }).readRange(parquet, range);
    await expect(reading).rejects.toMatchObject({
      code: "bad-response",
      message: "the hub sent all of data/train-00000-of-00001.parquet where a part was asked for",
    });
  });

  it("notices bytes that are missing", async () => {
    standIns.setFault({ host: "files", fault: { kind: "short-range", missingBytes: 50 } });
    await expect(connect().readRange(parquet, range)).rejects.toMatchObject({
      code: "bad-response",
      message:
        "the hub did not give bytes 100 to 300 of data/train-00000-of-00001.parquet of acme/open: HTTP 206 with 150 bytes",
    });
  });

  it("notices a file that is shorter than listed", async () => {
    const longer = { ...parquet, byteLength: 9000 };
    await expect(connect().readRange(longer, { start: 6000, end: 7000 })).rejects.toMatchObject({
      code: "bad-response",
      message: "the hub has fewer bytes of data/train-00000-of-00001.parquet of acme/open than it lists",
    });
  });

  it("reads again after a reset", async () => {
    standIns.setFault({ host: "files", times: 1, fault: { kind: "reset" } });
    const files = connect({ maxTries: 3, random: () => 0 });
    expect(await files.readRange(parquet, range)).toEqual(bytes.subarray(100, 300));
  });

  it.each([
    [
      "acme/gated",
      "data/train.jsonl",
      "auth",
      "the files of acme/gated are gated: its owners decide who may read them",
    ],
    ["acme/disabled", "data/train.jsonl", "refused", "the hub has disabled access to acme/disabled"],
    ["acme/open", "data/none.jsonl", "not-found", "acme/open has no file data/none.jsonl"],
  ])("says why %s %s cannot be read", async (id, path, code, message) => {
    await expect(connect().readRange(place(path, id), range)).rejects.toMatchObject({ code, message });
  });

  it("stops at a rejected token, and at a network that fails", async () => {
    const rejected = connect({
      credentials: [{ origin: standIns.endpoints.hub, header: `Bearer ${badToken}` }],
    });
    await expect(rejected.readRange(parquet, range)).rejects.toMatchObject({ code: "auth" });
    standIns.setFault({ host: "files", fault: { kind: "status", status: 503 } });
    await expect(connect().readRange(parquet, range)).rejects.toMatchObject({ code: "network" });
  });

  it("says offline where to go on", async () => {
    const cacheFolder = await mkdtemp(join(tmpdir(), "stemma-files-"));
    try {
      await connect({ cacheFolder }).listFiles("acme/open");
      const offline = connect({ cacheFolder, isOffline: true });
      expect((await offline.listFiles("acme/open")).files).toHaveLength(4);
      await expect(offline.readRange(parquet, range)).rejects.toMatchObject({
        code: "offline",
        message: "Offline, and the rows of acme/open are not on this machine",
        hint: "Fetch the dataset's files and give their path. Or run with a connection.",
      });
    } finally {
      await rm(cacheFolder, { recursive: true });
    }
  });
});
