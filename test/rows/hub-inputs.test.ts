import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  accountFile,
  describeRowFile,
  fetchRowFile,
  openRowInputs,
  type ReadNote,
  type RowFile,
  readRecords,
  toRowFile,
} from "../../src/rows/readers/index.ts";
import { createDatasetFiles, createHttpClient, type HttpClient } from "../../src/sources/index.ts";
import { type StandInContent, type StandIns, startStandIns } from "../stand-ins/index.ts";

const commit = "9f0c".repeat(10);
const rowCount = 3000;
const noise = (row: number) => `${row} ${"x".repeat(row % 50)} ${(row * 2654435761) % 4294967296}`;

/** Two columns of text of which one is large, in three row groups. */
function toParquet(label: string, repeats = 1): Uint8Array {
  const rows = Array.from({ length: rowCount }, (_, row) => row);
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "question", data: rows.map((row) => `${label} ${row}`), type: "STRING" },
        { name: "trace", data: rows.map((row) => noise(row).repeat(repeats)), type: "STRING" },
      ],
      rowGroupSize: 1000,
      codec: "UNCOMPRESSED",
    }),
  );
}

const lines = (label: string) =>
  Array.from({ length: 5 }, (_, row) => `{"question":"${label} ${row}"}\n`).join("");

const card = `---
configs:
- config_name: main
  default: true
  data_files:
  - split: train
    path: main/train-*
  - split: test
    path: ["main/test-*"]
- config_name: extra
  data_files: "extra/*.jsonl"
---
# Mix
`;

const repositories: Record<string, Record<string, Record<string, Uint8Array | string>>> = {
  "acme/parquet": {
    main: {
      "README.md": "# No configs\n",
      "data/train-00000-of-00002.parquet": toParquet("one"),
      "data/train-00001-of-00002.parquet": toParquet("two"),
      "data/test-00000-of-00001.parquet": toParquet("test", 40),
      "raw/train.jsonl": lines("raw"),
    },
  },
  "acme/configs": {
    main: {
      "README.md": card,
      "main/train-a.jsonl": lines("train"),
      "main/test-a.jsonl.gz": gzipSync(lines("test")),
      "extra/more.jsonl": lines("extra"),
      "extra/notes.txt": "no rows",
    },
  },
  "acme/script": {
    main: { "README.md": "# Script\n", "load.py": "print()" },
    "refs/convert/parquet": {
      "default/train/0000.parquet": toParquet("converted"),
      "default/partial-test/0000.parquet": toParquet("beginning"),
    },
  },
  "acme/several": {
    main: { "README.md": "# Several\n" },
    "refs/convert/parquet": {
      "a/train/0000.parquet": toParquet("a"),
      "b/train/0000.parquet": toParquet("b"),
    },
  },
  "acme/bare": { main: { "README.md": "# Nothing\n" } },
};

const content: StandInContent = {
  ids: Object.keys(repositories),
  papers: [],
  findDataset: (id) => {
    const files = repositories[id];
    return files && { id, info: { _id: "1", id, sha: commit }, card: undefined, access: "open", files };
  },
  findRedirect: () => undefined,
  findHits: () => undefined,
  findReadme: () => undefined,
  findPage: () => undefined,
  findFailure: () => undefined,
};

let standIns: StandIns;
let client: HttpClient;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stemma-hub-"));
  standIns = await startStandIns({ content });
  const trustedOrigins = standIns.origins;
  client = createHttpClient({ cacheFolder: null, userAgent: "stemma-test", trustedOrigins, maxTries: 1 });
});
afterEach(async () => {
  await client.close();
  await standIns.close();
  await rm(folder, { recursive: true });
});

async function open(argument: string, onNote?: (note: ReadNote) => void): Promise<readonly RowFile[]> {
  const datasets = createDatasetFiles(client, { endpoint: standIns.endpoints.hub });
  const [input] = await openRowInputs([argument], {
    cwd: folder,
    datasets,
    copyFolder: join(folder, "hub"),
    onNote,
  });
  return input!.files;
}

const toShown = (files: readonly RowFile[]) => files.map(({ bytes, split }) => `${bytes.name} ${split}`);

async function readFirst(file: RowFile): Promise<unknown> {
  for await (const { records } of readRecords(file)) return records[0];
  return undefined;
}

/** Bytes that came from the host of large files. */
function countFetchedBytes(): number {
  return standIns.journal.entries.reduce((sum, { host, headers }) => {
    const [, start, end] = /bytes=(\d+)-(\d+)/.exec(String(headers.range)) ?? [];
    return host === "files" ? sum + Number(end) - Number(start) + 1 : sum;
  }, 0);
}

describe("the files of a dataset on the hub", () => {
  it("are its Parquet files, with their splits, at a commit", async () => {
    const files = await open("acme/parquet");
    expect(toShown(files)).toEqual([
      "hf://datasets/acme/parquet/data/test-00000-of-00001.parquet test",
      "hf://datasets/acme/parquet/data/train-00000-of-00002.parquet train",
      "hf://datasets/acme/parquet/data/train-00001-of-00002.parquet train",
    ]);
    expect(files[0]!.origin).toMatchObject({ dataset: "acme/parquet", revision: commit });
    expect(await readFirst(files[2]!)).toEqual({ question: "two 0", trace: noise(0) });
  });

  it.each([
    ["acme/configs", ["main/train-a.jsonl train", "main/test-a.jsonl.gz test"]],
    ["acme/configs:main/test", ["main/test-a.jsonl.gz test"]],
    ["acme/configs:train", ["main/train-a.jsonl train"]],
    ["acme/configs:extra", ["extra/more.jsonl null"]],
    ["acme/script:default/train", ["default/train/0000.parquet train"]],
    ["acme/several:b", ["b/train/0000.parquet train"]],
    ["hf://datasets/acme/configs/main", ["main/test-a.jsonl.gz test", "main/train-a.jsonl train"]],
    ["hf://datasets/acme/configs/*/*.jsonl", ["extra/more.jsonl null", "main/train-a.jsonl train"]],
    [`hf://datasets/acme/configs@${commit}/extra/more.jsonl`, ["extra/more.jsonl null"]],
    ["hf://datasets/acme/several@refs%2Fconvert%2Fparquet/a", ["a/train/0000.parquet train"]],
  ])("that %s names", async (argument, wanted) => {
    const names = toShown(await open(argument)).map((name) =>
      name.replace(/^hf:\/\/datasets\/acme\/\w+\//, ""),
    );
    expect(names).toEqual(wanted);
  });

  it.each([
    ["acme/none", "not-found", "the hub has no dataset acme/none, or it is private", undefined],
    [
      "acme/bare",
      "not-found",
      "acme/bare has no file of rows, and the hub has no Parquet copy of it",
      undefined,
    ],
    [
      "acme/several",
      "usage",
      "acme/several has several configurations, and none of them is the default",
      "It has: a, b",
    ],
    ["acme/configs:none", "not-found", "acme/configs has no configuration none", "It has: main, extra"],
    [
      "acme/configs:main/dev",
      "not-found",
      "acme/configs has no split dev in its configuration main",
      "train, test",
    ],
    ["acme/parquet@v2", "not-found", "the hub has no revision v2 of acme/parquet", undefined],
    ["hf://datasets/acme/parquet/none", "not-found", "acme/parquet has no file of rows at none", undefined],
    ["hf://datasets/", "invalid-id", "hf://datasets/ names no dataset", undefined],
    [
      "data/none.jsonl",
      "not-found",
      "data/none.jsonl is no file of rows, and no folder that holds any",
      undefined,
    ],
  ])("are missing: %s", async (argument, code, message, hint) => {
    const opening = open(argument);
    await expect(opening).rejects.toMatchObject({ code, message });
    if (hint !== undefined)
      await expect(opening).rejects.toMatchObject({ hint: expect.stringContaining(hint) });
  });

  it("are told to be a beginning only where the hub converted no more", async () => {
    const notes: ReadNote[] = [];
    await open("acme/script", (note) => notes.push(note));
    expect(notes).toMatchObject([
      {
        kind: "unread-part",
        isLoss: true,
        file: "hf://datasets/acme/script/default/partial-test/0000.parquet",
      },
    ]);
  });
});

describe("fetching a file of the hub", () => {
  it("takes the wanted columns alone, once, and reads as the file itself does", async () => {
    const [remote] = await open("acme/parquet:test");
    const columns = ["question"];
    const local = await fetchRowFile(remote!, { columns });
    const fetched = countFetchedBytes();
    // The footer is read with the half mebibyte before it.
    expect(fetched).toBeLessThan(remote!.bytes.byteLength / 3);
    const described = toRowFile(JSON.parse(JSON.stringify(describeRowFile(local))));
    const batches = await Array.fromAsync(readRecords(described, { columns }));
    expect(batches.flatMap(({ records }) => records)).toEqual(
      Array.from({ length: rowCount }, (_, row) => ({ question: `test ${row}` })),
    );
    const [again] = await open("acme/parquet:test");
    await fetchRowFile(again!, { columns });
    expect(countFetchedBytes()).toBe(fetched);
  });

  it("does not take what was not fetched for rows", async () => {
    const [remote] = await open("acme/parquet:test");
    const local = await fetchRowFile(remote!, { columns: ["question"] });
    await expect(Array.fromAsync(readRecords(local))).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("lacks bytes"),
    });
  });

  it("takes a whole file where its columns do not lie apart, byte for byte", async () => {
    const [, remote] = await open("acme/configs");
    const progress: number[] = [];
    const local = await fetchRowFile(remote!, {
      columns: ["question"],
      onProgress: ({ bytes }) => progress.push(bytes),
    });
    expect(await readFile(local.bytes.path!)).toEqual(
      repositories["acme/configs"]!.main!["main/test-a.jsonl.gz"],
    );
    expect(progress.reduce((sum, bytes) => sum + bytes, 0)).toBe(remote!.bytes.byteLength);
    expect(await readFirst(local)).toEqual({ question: "test 0" });
  });

  it("leaves local files as they are, and states where a remote one comes from in its account", async () => {
    const [remote] = await open("acme/parquet:test");
    const account = await accountFile(await fetchRowFile(remote!), { rows: rowCount, broken: 0 });
    expect(account).toMatchObject({ hashedBy: "stated", revision: commit, rows: rowCount });
    expect(account.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("goes on after a failure with what is there", async () => {
    const [remote] = await open("acme/parquet:test");
    standIns.setFault({ host: "files", fault: { kind: "status", status: 503 } });
    await expect(fetchRowFile(remote!)).rejects.toMatchObject({ code: "network" });
    standIns.clearFaults();
    expect(await readFirst(await fetchRowFile(remote!))).toMatchObject({ question: "test 0" });
  });
});
